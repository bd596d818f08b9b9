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
// prettier-ignore
const LATIN1: Record<string, string> = {
  ł: "l", Ł: "L", đ: "d", Đ: "D", ħ: "h", Ħ: "H", ŋ: "n", Ŋ: "N", ŧ: "t", Ŧ: "T", ı: "i", œ: "oe", Œ: "OE", ẞ: "SS",
  "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "‹": "'", "›": "'", "‐": "-", "‑": "-", "–": "-",
  "—": "-", "…": "...", "€": "EUR",
}

/** Soft hyphens and marks of direction; joiners are no part, since emoji and Indic scripts are made with them. */
const STEERING = /[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069]/g

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

function nearestLatin1(character: string): string {
  if (character <= "\xff") {
    return character
  }
  const plain = LATIN1[character] ?? character.normalize("NFD").replace(/\p{M}/gu, "")
  return /^[ -~\xa0-\xff]*$/.test(plain) ? plain : ""
}

/** What has no letters near it becomes one `?` for each sign a reader sees, however many characters it is made of. */
function toLatin1(text: string): string {
  return Array.from(graphemes.segment(text), ({ segment }) => Array.from(segment, nearestLatin1).join("") || "?").join(
    "",
  )
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
 * control characters become blanks, runs of blanks become one, marks of direction vanish, and the rest is cut at the
 * format's limit. With ISO-8859-1, what the charset lacks is replaced by its nearest letters, else by `?`.
 */
export function rewriteText(text: string, rule: { language: Language; charset: Charset; limit: number }): string {
  const worded = text
    .toWellFormed()
    .replace(STEERING, "")
    .normalize("NFC")
    .replace(/&/g, ` ${AND[rule.language]} `)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b\ufeff]/gu, " ")
  const written = rule.charset === "iso-8859-1" ? toLatin1(worded) : worded
  return cut(written.replace(/\s+/g, " ").trim(), rule.limit).trim()
}
