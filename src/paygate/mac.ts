import { createHmac, timingSafeEqual } from "node:crypto"
import { MAC_FIELDS, type MacField } from "./call"

/** HMAC-SHA256 in lower-case hex. */
export function hmac(key: string, text: string): string {
  return createHmac("sha256", key).update(text, "utf8").digest("hex")
}

/** A request's MAC over `PayID*TransID*MerchantID*Amount*Currency`; a field not sent is empty, its asterisk stays. */
export function signRequest(
  key: string,
  parameters: Readonly<Record<string, string>>,
  fields: readonly MacField[],
): string {
  return hmac(key, MAC_FIELDS.map((field) => (fields.includes(field) ? (parameters[field] ?? "") : "")).join("*"))
}

/** The fields an answer's MAC is made of, as received: `PayID*TransID*MerchantID*Status*Code`. */
export interface AnswerMacFields {
  payId: string
  transId: string
  merchantId: string
  status: string
  code: string
}

export function signAnswer(key: string, fields: AnswerMacFields): string {
  return hmac(key, [fields.payId, fields.transId, fields.merchantId, fields.status, fields.code].join("*"))
}

/** Compares two MACs in constant time, in either case and with blanks around, as answers come. */
export function isSameMac(expected: string, received: string): boolean {
  const left = Buffer.from(expected.trim().toLowerCase(), "utf8")
  const right = Buffer.from(received.trim().toLowerCase(), "utf8")
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Whether any of the keys (newest first, for rotation) made this answer's MAC. */
export function verifyAnswer(keys: readonly string[], fields: AnswerMacFields, received: string): boolean {
  return keys.some((key) => isSameMac(signAnswer(key, fields), received))
}
