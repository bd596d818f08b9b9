import type { LANGUAGES } from "./parameters"

export type Language = (typeof LANGUAGES)[number]
export type Charset = "utf-8" | "iso-8859-1"

/** `&` separates parameters and cannot be escaped, so free text carries the word instead. */
const AND: Record<Language, string> = {
  DE: "und",
  DK: "og",
  FI: "ja",
  SE: "och",
  NO: "og",
  NL: "en",
  FR: "et",
  IT: "e",
  EN: "and",
  ES: "y",
  CA: "i",
  PL: "i",
}

/** Letters without a decomposition, and typographic signs, for ISO-8859-1. */
const LATIN1: Record<string, string> = {
  ł: "l", Ł: "L", đ: "d", Đ: "D", ħ: "h", ı: "i", œ: "oe", Œ: "OE", š: "s", Š: "S", ž: "z", Ž: "Z",
  "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "...", "€": "EUR",
} // prettier-ignore

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

function toLatin1(text: string): string {
  return Array.from(text, (character) => {
    if (character.codePointAt(0)! <= 0xff) {
      return character
    }
    const plain = LATIN1[character] ?? character.normalize("NFD").replace(/\p{M}/gu, "")
    return /^[\u0020-\u00ff]+$/.test(plain) ? plain : "?"
  }).join("")
}

/** Cuts to at most `limit` characters without splitting what a reader sees as one. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) {
    return text
  }
  let kept = ""
  let length = 0
  for (const { segment } of graphemes.segment(text)) {
    length += Array.from(segment).length
    if (length > limit) {
      break
    }
    kept += segment
  }
  return kept
}

/**
 * The one rule for free text (names, addresses, notes): `&` becomes the word for "and" in the shopper's language,
 * control and invisible characters become blanks, runs of blanks become one, and the rest is cut at the format's
 * limit. With ISO-8859-1, what the charset lacks is replaced by its nearest letters, else by `?`.
 */
export function rewriteText(text: string, rule: { language: Language; charset: Charset; limit: number }): string {
  const worded = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/&/g, ` ${AND[rule.language]} `)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b\ufeff]/gu, " ")
  const written = rule.charset === "iso-8859-1" ? toLatin1(worded) : worded
  return cut(written.replace(/\s+/g, " ").trim(), rule.limit).trim()
}
