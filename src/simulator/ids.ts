import { randomBytes, randomUUID } from "node:crypto"

/** Paygate's ids (PayID, XID): 32 hexadecimal characters. */
export function newPaygateId(): string {
  return randomBytes(16).toString("hex")
}

/** Klarna's ids and tokens: a UUID, which is just what `TokenExt` (`ans..36`) holds. */
export function newKlarnaId(): string {
  return randomUUID()
}

/** Klarna's number of a capture or credit: letters and digits, well within `ans..30`. */
export function newInvoiceNr(): string {
  return `${randomBytes(4).toString("hex").toUpperCase()}-1`
}

/** Klarna's client token is a JWT: three parts of Base64url, longer than any id. */
export function newClientToken(sessionId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const body = part({ session_id: sessionId, base_url: "https://klarna.invalid", simulated: true })
  return `${part({ alg: "RS256" })}.${body}.${randomBytes(64).toString("base64url")}`
}

/** The PayID of answers about nothing. */
export const NO_PAY_ID = "0".repeat(32)
