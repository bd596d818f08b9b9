import { createHash } from "node:crypto"
import type { ProviderOptions } from "../connection"
import type { PaygateKlarnaBooks, PaygatePaymentRecord } from "../modules/paygate-klarna"
import { isResultError, readResult, type PaygateResult } from "../paygate"
import { sessionIdOfTransId } from "./hosted-page"

/** The outer form of what Paygate reports. */
export type ResultFields = Readonly<Record<string, string>>

/** A result that is in the books by now. */
export interface KeptResult {
  id: string
  /** It had not come before. */
  isNew: boolean
  payment_id: string
}

/** A result as one provider's merchant and keys read it; nothing when they do not fit. */
export function readResultAs(options: ProviderOptions, fields: ResultFields): PaygateResult | undefined {
  try {
    return readResult(fields, {
      merchantId: options.merchant_id,
      encryptionKeys: options.blowfish_key,
      hmacKeys: options.hmac_key,
      encryption: options.encryption,
    })
  } catch (error) {
    if (isResultError(error)) {
      return undefined
    }
    throw error
  }
}

function isAbout(payment: PaygatePaymentRecord, { transId, payId }: PaygateResult): boolean {
  // Of another visit of the hosted page, the PayID is another one.
  return payment.trans_id !== transId || payment.pay_id === null || payId === undefined || payment.pay_id === payId
}

/** Keeps a verified result, once, before anybody is answered; nothing when the payment is not known. */
export async function keepResult(
  books: PaygateKlarnaBooks,
  result: PaygateResult,
  isOwn: (payment: PaygatePaymentRecord) => boolean,
): Promise<KeptResult | undefined> {
  const payment = result.transId ? await books.findPaymentBySession(sessionIdOfTransId(result.transId)) : undefined
  if (!payment || !isOwn(payment) || !isAbout(payment, result)) {
    return undefined
  }
  const kept = await books.keepNotification({
    providerId: payment.provider_id,
    paymentId: payment.id,
    digest: digestOf(result),
    transId: result.transId ?? "",
    payId: result.payId,
    xid: result.xid,
    status: result.status,
    code: result.code,
    isSigned: result.mac === "valid",
    authorizationToken: result.tokenExt,
  })
  return { ...kept, payment_id: payment.id }
}

/** The same result is the same notification, however it was encrypted and by whichever address it came. */
function digestOf({ transId, payId, xid, status, code, mac }: PaygateResult): string {
  return createHash("sha256").update([transId, payId, xid, status, code, mac].join("|")).digest("hex")
}
