import { createHash } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { listProviderIds, resolveConnection } from "../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { sessionIdOfTransId } from "../operations"
import { isResultError, readResult, type PaygateResult } from "../paygate"

/** What came in: the outer form of a notification or of a shopper's return. */
export interface ReceivedForm {
  fields: Readonly<Record<string, string>>
  /** Medusa's id of the provider whose address was called; any other may take it if its merchant and keys fit. */
  providerId: string
}

/** A notification that is in the books by now. */
export interface KeptNotification {
  id: string
  /** It had come before. */
  isNew: boolean
  payment_id: string
}

/** The result as one provider's merchant and keys read it, or nothing when they do not fit. */
function readAs(
  container: MedusaContainer,
  providerId: string,
  fields: ReceivedForm["fields"],
): PaygateResult | undefined {
  const { options } = resolveConnection(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), providerId)
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

/** The payment a result is about, by the TransID it was opened under and the PayID if that is known. */
async function findPayment(
  books: PaygateKlarnaBooks,
  providerId: string,
  { transId, payId }: PaygateResult,
): Promise<PaygatePaymentRecord | undefined> {
  if (!transId) {
    return undefined
  }
  const payment = await books.findPaymentBySession(sessionIdOfTransId(transId))
  const isOther = payment?.provider_id !== providerId || (payment.trans_id === transId && isOtherPayId(payment, payId))
  return isOther ? undefined : payment
}

function isOtherPayId({ pay_id }: PaygatePaymentRecord, payId: string | undefined): boolean {
  return pay_id !== null && payId !== undefined && pay_id !== payId
}

/**
 * Verifies what came in and keeps it, before anybody is answered. Answers nothing when no provider's merchant and keys
 * fit, or the payment is not known: who sent it learns no more than that.
 */
export async function receiveNotification(
  container: MedusaContainer,
  { fields, providerId }: ReceivedForm,
): Promise<KeptNotification | undefined> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const others = listProviderIds(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE))
  for (const candidate of new Set([providerId, ...others])) {
    const result = others.includes(candidate) ? readAs(container, candidate, fields) : undefined
    const payment = result && (await findPayment(books, candidate, result))
    if (payment) {
      const kept = await books.keepNotification({
        providerId: candidate,
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
  }
  return undefined
}

/** The same result is the same notification, however it was encrypted and by whichever address it came. */
function digestOf({ transId, payId, xid, status, code, mac }: PaygateResult): string {
  return createHash("sha256").update([transId, payId, xid, status, code, mac].join("|")).digest("hex")
}
