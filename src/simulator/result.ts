import { encodePlaintext, signAnswer, type Charset } from "../paygate"
import { spell } from "./answer"
import { newPaygateId, NO_PAY_ID } from "./ids"
import type { KnownMerchant } from "./merchants"
import type { Settings } from "./options"
import type { Payment } from "./payment"

/** A result as URLSuccess, URLFailure and URLNotify get it, in documented spelling, MAC left out. */
export interface ResultValues {
  MID: string
  PayID: string
  XID: string
  TransID: string
  RefNr?: string | undefined
  Status: string
  Description: string
  Code: string
  TokenExt?: string | undefined
}

/** The outer form of a result. */
export interface ResultFields {
  mid: string
  Len: string
  Data: string
}

/** How a result is sealed other than it should be. */
export interface Sealing {
  /** What the MAC is made of; `undefined` leaves it out. */
  signed?: Pick<ResultValues, "Status" | "Code"> | undefined
  /** A MAC that is not computed. */
  mac?: string | undefined
  lenOffset?: number | undefined
  charset?: Charset | undefined
}

/** The result of a payment, with an XID of its own. */
export function resultOf(
  payment: Payment,
  said: Pick<ResultValues, "Status" | "Code" | "Description" | "TokenExt">,
): ResultValues {
  const { merchantId, payId, transId, refNr } = payment
  return { MID: merchantId, PayID: payId, XID: newPaygateId(), TransID: transId, RefNr: refNr, ...said }
}

/** The result of a request that was refused, which repeats what it named. */
export function resultOfRefusal(values: Readonly<Record<string, unknown>>): ResultValues {
  const textOf = (name: string) => (typeof values[name] === "string" ? values[name] : "")
  const named = {
    MID: textOf("MID"),
    PayID: textOf("PayID") || NO_PAY_ID,
    XID: textOf("XID"),
    TransID: textOf("TransID"),
  }
  const said = { Status: textOf("Status"), Description: textOf("Description"), Code: textOf("Code") }
  return { ...named, RefNr: textOf("RefNr") || undefined, ...said }
}

/** Signs and encrypts a result; its MAC is in upper case, as the real ones are (protocol facts, section 3). */
export function sealResult(
  values: ResultValues,
  merchant: KnownMerchant,
  settings: Settings,
  sealing: Sealing = { signed: values },
): ResultFields {
  const { signed, lenOffset = 0, charset = settings.charset } = sealing
  const { MID, PayID, TransID } = values
  const macOf = ({ Status, Code }: Pick<ResultValues, "Status" | "Code">): string =>
    signAnswer(merchant.hmacKey, { payId: PayID, transId: TransID, merchantId: MID, status: Status, code: Code })
  const MAC = sealing.mac ?? (signed && macOf(signed).toUpperCase())
  const written = Object.entries({ ...values, MAC }).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const plaintext = encodePlaintext(spell(Object.fromEntries(written), settings.answerCase), charset)
  return { mid: MID, Len: String(plaintext.length + lenOffset), Data: merchant.cipher.encrypt(plaintext) }
}

/** A form or query of these fields. */
export function writeFields(fields: ResultFields): string {
  return new URLSearchParams({ ...fields }).toString()
}
