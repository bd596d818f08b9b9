import { createCipher, isResultError, readResult, signAnswer, type ResultFault, type ResultOptions } from ".."
import { joined, KEYS, OPTIONS, PAY_ID } from "./fixtures"

export const MERCHANT: ResultOptions = {
  merchantId: OPTIONS.merchantId,
  encryptionKeys: [KEYS.encryption],
  hmacKeys: [KEYS.hmac],
  encryption: "blowfish",
}
export const SUCCESS = {
  mid: OPTIONS.merchantId,
  PayID: PAY_ID,
  XID: "0".repeat(32),
  TransID: "T1",
  RefNr: "7",
  Status: "OK",
  Code: "00000000",
  Description: "success",
  TokenExt: "b4bd3423-24e3",
}
export type Message = Partial<typeof SUCCESS> & { MAC?: string }

export function signed(message: Message, key = KEYS.hmac): Message {
  const { PayID = "", TransID = "", mid = "", Status = "", Code = "" } = message
  return {
    ...message,
    MAC: signAnswer(key, { payId: PayID, transId: TransID, merchantId: mid, status: Status, code: Code }).toUpperCase(),
  }
}

/** The outer form of a plaintext. */
export function sealed(
  plaintext: Buffer | Message,
  key = KEYS.encryption,
  encryption: "blowfish" | "aes" = "blowfish",
) {
  const bytes = Buffer.isBuffer(plaintext) ? plaintext : Buffer.from(joined(plaintext as Record<string, string>))
  return { mid: OPTIONS.merchantId, Len: String(bytes.length), Data: createCipher(encryption, key).encrypt(bytes) }
}

export function faultOf(fields: Record<string, unknown>, options = MERCHANT): ResultFault {
  try {
    readResult(fields, options)
  } catch (error) {
    if (isResultError(error)) {
      return error.reason
    }
    throw error
  }
  throw new Error("was read")
}

export const FORM = sealed(signed(SUCCESS))
