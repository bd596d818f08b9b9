/**
 * The interface document's notation for a parameter's format ("Definitionen"): a class of characters and a length,
 * `an32` being exactly 32 and `ans..30` at most 30 characters.
 */
export type FormatClass = "a" | "as" | "n" | "an" | "ans" | "ns"
export type Format = `${FormatClass}${number}` | `${FormatClass}..${number}` | "enum" | "dttm"

interface ParsedFormat {
  /** `undefined` for `enum` and `dttm`, whose values are listed or shaped by the schema itself. */
  characters: RegExp | undefined
  minLength: number
  maxLength: number
}

/**
 * `&` separates parameters and has no escape, control characters have no place in a value, so no class allows them
 * (protocol facts, section 2, "Plaintext").
 */
const CHARACTERS: Record<FormatClass, RegExp> = {
  a: /^\p{L}+$/u,
  as: /^[^\d&\p{Cc}]+$/u,
  n: /^\d+$/,
  an: /^[A-Za-z0-9]+$/,
  ans: /^[^&\p{Cc}]+$/u,
  ns: /^[^\p{L}&\p{Cc}]+$/u,
}

/** Reads the notation; throws a `TypeError` when it is none. */
export function parseFormat(format: Format): ParsedFormat {
  if (format === "enum" || format === "dttm") {
    return { characters: undefined, minLength: 1, maxLength: Number.POSITIVE_INFINITY }
  }
  const match = /^(a|as|n|an|ans|ns)(\.\.)?(\d+)$/.exec(format)
  if (!match) {
    throw new TypeError(`"${format}" is not a format of the interface document`)
  }
  const [, characters, upTo, length] = match
  return {
    characters: CHARACTERS[characters as FormatClass],
    minLength: upTo ? 1 : Number(length),
    maxLength: Number(length),
  }
}

/** Length as the document counts it: characters, not UTF-16 units. */
export function countCharacters(text: string): number {
  return Array.from(text).length
}
