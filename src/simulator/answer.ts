import { z } from "zod"
import { CALLS, encodePlaintext, signAnswer, SUCCESS_CODE, type Call, type Charset } from "../paygate"
import type { CallName, Outcome } from "./calls"
import { newPaygateId, NO_PAY_ID } from "./ids"
import { knowMerchant, SIMULATOR_MERCHANT, type AnyMerchant, type KnownMerchant, type Merchant } from "./merchants"
import type { AnswerCase, Settings } from "./options"
import type { Refusal } from "./refusals"

/** Code of an order (or step) that is still to be decided: severity 6, module Klarna Payments. */
export const PENDING_CODE = "62890000"

/** What is answered, before it is encoded: values by documented name. */
export interface Answer {
  call: CallName | undefined
  values: Readonly<Record<string, unknown>> & { Status: string; Code: string; Description: string }
}

/** The answer to a request that was carried out, or is pending. */
export function answerOutcome(name: CallName, { payment, answer, pending }: Outcome): Answer {
  const { succeedsWith } = CALLS[name]
  return {
    call: name,
    values: {
      MID: payment.merchantId,
      PayID: payment.payId,
      XID: newPaygateId(),
      TransID: payment.transId,
      RefNr: payment.refNr,
      Status: pending ? "PENDING" : (succeedsWith[0] ?? "OK"),
      Description: pending ? "pending" : "success",
      Code: pending ? PENDING_CODE : SUCCESS_CODE,
      ...answer,
    },
  }
}

/** The answer to a request that was refused; what it named is repeated, as far as it was readable. */
export function answerRefusal(
  name: CallName | undefined,
  refusal: Refusal,
  merchant: Merchant,
  parameters: Readonly<Record<string, string>>,
): Answer {
  return {
    call: name,
    values: {
      MID: merchant.merchantId,
      PayID: parameters["PayID"] ?? NO_PAY_ID,
      XID: newPaygateId(),
      TransID: parameters["TransID"],
      RefNr: parameters["RefNr"],
      Status: "FAILED",
      Description: refusal.description,
      Code: refusal.code,
    },
  }
}

/**
 * Encodes through the call's own declaration. A success must have every mandatory parameter (RefNr aside, which one
 * table calls mandatory though the request may lack it); anything else has what fits.
 */
function encode({ call, values }: Answer): Record<string, string> {
  const shape = (CALLS[call ?? "updateAddress"] as Call).answer
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  if (values.Code === SUCCESS_CODE) {
    const { RefNr, ...others } = shape
    const schema = z.strictObject(values["RefNr"] === undefined || !RefNr ? others : shape)
    return z.encode(schema, Object.fromEntries(given)) as Record<string, string>
  }
  const encoded = given.map(([name, value]) => [name, shape[name]?.safeEncode(value)] as const)
  return Object.fromEntries(
    encoded.flatMap(([name, result]) => (result?.success ? [[name, result.data as string]] : [])),
  )
}

/** Spells names as the real Paygate may: "in Groß- oder Kleinbuchstaben" (interface document, "Definitionen"). */
export function spell(parameters: Readonly<Record<string, string>>, answerCase: AnswerCase): Record<string, string> {
  const spellings = {
    documented: (name: string) => name,
    lower: (name: string) => name.toLowerCase(),
    upper: (name: string) => name.toUpperCase(),
  }
  const mixed = [spellings.lower, spellings.documented, spellings.upper]
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value], index) => {
      const speller = answerCase === "mixed" ? mixed[index % mixed.length]! : spellings[answerCase]
      return [speller(name), value]
    }),
  )
}

function encrypt(parameters: Readonly<Record<string, string>>, merchant: KnownMerchant, charset: Charset) {
  const plaintext = encodePlaintext(parameters, charset)
  return { Len: String(plaintext.length), Data: merchant.cipher.encrypt(plaintext) }
}

/** The body of an encrypted answer. */
export function encryptedBody(answer: Answer, merchant: KnownMerchant, settings: Settings): string {
  const { Len, Data } = encrypt(spell(encode(answer), settings.answerCase), merchant, settings.charset)
  return `mid=${merchant.merchantId}&Len=${Len}&Data=${Data}`
}

/** The body of a refusal to somebody whose key is not known or does not fit. */
export function plainBody(merchantId: string, code: string, description: string): string {
  return `mid=${merchantId}&Code=${code}&Status=FAILED&Description=${description}`
}

/**
 * Signs and encrypts a message as Paygate would for URLNotify, URLSuccess and URLFailure, so that a shop's own tests
 * can post it. Give the parameters in documented spelling (`PayID`, `TransID`, `Status`, `Code`, …); `mid` and an
 * upper-case `MAC` are added unless given. Server-to-server answers have no MAC: pass `sign: false` for those.
 */
export function encryptAnswer(
  parameters: Readonly<Record<string, string>>,
  merchant: AnyMerchant = SIMULATOR_MERCHANT,
  { sign = true, charset = "utf-8" }: { sign?: boolean; charset?: Charset } = {},
): { Len: string; Data: string } {
  const { PayID = "", TransID = "", Status = "", Code = "" } = parameters
  const known = knowMerchant(merchant)
  const signed = { payId: PayID, transId: TransID, merchantId: merchant.merchantId, status: Status, code: Code }
  const mac = sign ? { MAC: signAnswer(known.hmacKey, signed).toUpperCase() } : {}
  return encrypt({ mid: merchant.merchantId, ...mac, ...parameters }, known, charset)
}
