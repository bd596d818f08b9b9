import { decodeCharset } from "./wire"

/** The names a content type has for ISO-8859-1; Windows-1252 is what the web takes that for. */
const LATIN1 = /charset\s*=\s*["']?(iso-?8859-?1|iso_8859-1|latin-?1|l1|windows-1252)\b/i

/** `+` and `%XX` as bytes, each kept in one character; a percent sign without two digits stands for itself. */
function percentDecode(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/**
 * Reads a form body or query into its fields. Paygate declares ISO-8859-1 (protocol facts, section 4), for which
 * many body parsers have no answer but 415; anything else is read as UTF-8 if it is that, else as ISO-8859-1. The first
 * of several fields with one name counts. Never throws.
 */
export function parseForm(bytes: Uint8Array, contentType?: string): Record<string, string> {
  const isLatin1 = LATIN1.test(contentType ?? "")
  const decode = (text: string): string => {
    const decoded = percentDecode(text)
    return isLatin1 ? decoded : decodeCharset(Buffer.from(decoded, "latin1"))
  }
  const fields = new Map<string, string>()
  for (const pair of Buffer.from(bytes).toString("latin1").split("&")) {
    const separator = pair.indexOf("=")
    const name = decode(separator < 0 ? pair : pair.slice(0, separator))
    if (name !== "" && !fields.has(name)) {
      fields.set(name, separator < 0 ? "" : decode(pair.slice(separator + 1)))
    }
  }
  return Object.fromEntries(fields)
}
