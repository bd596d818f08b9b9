/**
 * Paygate's JSON parameters travel as Base64 inside a plaintext that may or may not be URL-decoded on the other side
 * (protocol facts, section 2: not established). Escaping everything outside printable ASCII, and the three characters
 * that can produce sextets 62 and 63 (`>`, `?`, `~`), leaves a Base64 without `+` and `/`, so both readings agree.
 */
const UNSAFE = /[^ -=@-}]/g

/**
 * Encodes an object as Base64 of ASCII-only JSON; the result holds only `A-Z a-z 0-9 =`. Throws a `TypeError` for what
 * JSON cannot hold.
 */
export function encodeBase64Json(value: unknown): string {
  const json = JSON.stringify(value).replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
  return Buffer.from(json, "ascii").toString("base64")
}

/** Decodes what {@link encodeBase64Json} made, or any Base64 JSON in UTF-8. Throws a `SyntaxError` on anything else. */
export function decodeBase64Json(text: string): unknown {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw new SyntaxError("not Base64")
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "base64"))) as unknown
  } catch {
    // The parser's own message quotes the text, which may hold names and addresses.
    throw new SyntaxError("not Base64 of JSON")
  }
}
