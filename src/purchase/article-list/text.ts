/** Klarna's limits for single fields, in characters (protocol facts, section 9). */
export const MAX_NAME = 255
const MAX_URL = 1024

/** Shortens at a whole character, so that no surrogate pair is split; `cost` says what one character takes. */
export function clip(text: string, limit: number, cost: (character: string) => number = (it) => it.length): string {
  let used = 0
  let end = 0
  for (const character of text) {
    used += cost(character)
    if (used > limit) {
      return text.slice(0, end).trimEnd()
    }
    end += character.length
  }
  return text
}

/**
 * Bytes a character takes in the JSON that `encodeBase64Json` writes: what it escapes takes six for every UTF-16 unit.
 */
export function encodedCost(character: string): number {
  if (character === '"' || character === "\\") {
    return 2
  }
  return /^[ -=@-}]$/.test(character) ? 1 : 6 * character.length
}

/**
 * One line of well-formed text: control characters and lone surrogates, which Klarna or a JSON parser may refuse, and
 * runs of white space become one blank. `undefined` when nothing is left or the value is no text.
 */
export function cleanText(value: unknown, limit = MAX_NAME): string | undefined {
  if (typeof value !== "string") {
    return undefined
  }
  const clean = value.replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim()
  return clip(clean, limit) || undefined
}

/** An absolute http(s) address Klarna accepts, else `undefined`: a cut address would lead elsewhere. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) {
    return undefined
  }
  const { protocol, href } = new URL(value)
  return /^https?:$/.test(protocol) && href.length <= MAX_URL ? href : undefined
}

/** A trade item number (EAN, UPC, ISBN) without its separators, else `undefined`: a barcode field may hold anything. */
export function tradeItemNumber(value: unknown): string | undefined {
  const compact = typeof value === "string" ? value.replace(/[\s-]/g, "").toUpperCase() : ""
  return /^(\d{8}|\d{9}[\dX]|\d{12,14})$/.test(compact) ? compact : undefined
}
