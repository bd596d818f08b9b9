import type { Charset } from "./rewrite-text"

/** Parameter names in lower case, since answers spell them in any case (interface document, "Definitionen"). */
export type WireAnswer = ReadonlyMap<string, string>

/** Joins `Key=Value` pairs; the caller has made sure that no value has a separator or control character. */
export function encodePlaintext(parameters: Readonly<Record<string, string>>, charset: Charset): Buffer {
  const text = Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")
  return Buffer.from(text, charset === "utf-8" ? "utf8" : "latin1")
}

/**
 * Splits at `&`, then at the first `=` only, since Base64 and tokens contain more of them. Throws a `SyntaxError` when
 * a name comes twice with different values: one of them would be somebody else's. The error leaves the name out, since
 * it may be the rest of a value with a stray `&`.
 */
export function decodePlaintext(text: string): WireAnswer {
  const parameters = new Map<string, string>()
  for (const pair of text.split("&")) {
    const separator = pair.indexOf("=")
    if (separator < 1) {
      continue
    }
    const name = pair.slice(0, separator).trim().toLowerCase()
    const value = pair.slice(separator + 1)
    if (parameters.has(name) && parameters.get(name) !== value) {
      throw new SyntaxError("a parameter comes twice")
    }
    parameters.set(name, value)
  }
  return parameters
}

/** Reads bytes as strict UTF-8, else as ISO-8859-1: the charset of answers is not established. */
export function decodeCharset(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString("latin1")
  }
}
