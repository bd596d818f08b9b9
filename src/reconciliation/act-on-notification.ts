import type { MedusaContainer } from "@medusajs/framework/types"
import {
  PAYGATE_KLARNA_BOOKS,
  type PaygateKlarnaBooks,
  type PaygateNotificationRecord,
  type PaygatePaymentRecord,
} from "../modules/paygate-klarna"
import { openContext, withPayment, type OperationContext } from "../operations"
import { outcomeOf } from "../paygate"
import { announce } from "./announce"
import { takeInHostedResult, type TakenIn } from "./hosted-result"
import { reconcilePayment } from "./reconcile-payment"

/**
 * Acts on a notification. It decides nothing that the books or Paygate's own amounts contradict: a payment never goes
 * back by it, one without a MAC only makes Paygate be asked, and an acceptance is believed when Paygate shows the
 * amount. Answers whether it is done with; else it is taken up again later.
 */
export async function actOnNotification(
  container: MedusaContainer,
  notification: PaygateNotificationRecord,
): Promise<boolean> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const context = openContext(container, notification.provider_id)
  const payment = await findConcerned(books, notification)
  if (!notification.is_signed) {
    await check(container, books, payment)
    return true
  }
  const { payment: concerned, isUnfinished } = await believe(container, context, payment, notification)
  const isClear = await check(container, books, concerned)
  // Of a yes that has come, an open outcome is left only for as long as Paygate does not show it yet.
  return !isUnfinished && (isClear || outcomeOf(notification) !== "succeeded")
}

/** The payment that was confirmed under this TransID; before any was, the session's own. */
async function findConcerned(
  books: PaygateKlarnaBooks,
  { payment_id, provider_id, trans_id }: PaygateNotificationRecord,
): Promise<PaygatePaymentRecord> {
  const [confirmed] = await books.listPaygatePayments({ provider_id, trans_id }, { take: 1 })
  return confirmed ?? books.retrievePaygatePayment(payment_id)
}

/** Compares the payment with Paygate. Answers whether nothing is open. */
async function check(
  container: MedusaContainer,
  books: PaygateKlarnaBooks,
  { id }: PaygatePaymentRecord,
): Promise<boolean> {
  const claim = await books.claimCheck(id)
  return !claim || !(await reconcilePayment(container, claim)).is_open
}

/** Does what a signed word is enough for. */
async function believe(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  notification: PaygateNotificationRecord,
): Promise<TakenIn> {
  const { trans_id: transId, pay_id: payId, code, xid } = notification
  const outcome = outcomeOf(notification)
  const isDeclined = outcome === "declined"
  if (isDeclined && payment.state === "pending" && payment.trans_id === transId) {
    const isRejected = await withPayment(context, payment, (current) => reject(context, current, notification))
    await (isRejected ? announce(container, payment, "rejected") : undefined)
  } else if (isDeclined && payment.state === "open" && payment.flow === "hosted" && !payment.authorization_token) {
    // Of a page that the shopper may go back to.
    await context.books.updatePaygatePayments({ id: payment.id, error_code: code })
  } else if (!isDeclined && payment.flow === "hosted" && payId) {
    const token = outcome === "succeeded" ? notification.authorization_token : null
    return takeInHostedResult(container, context, payment, { transId, payId, token, code, xid })
  }
  return { payment, isUnfinished: false }
}

/** Klarna's "no" to a pending order shows in no amount, so the signed word for it is believed. Answers whether it counts. */
async function reject(
  { books }: OperationContext,
  payment: PaygatePaymentRecord,
  { code, xid }: PaygateNotificationRecord,
): Promise<boolean> {
  const operation = await books.findOpenOperation(payment.id)
  if (operation?.kind !== "create_order" && operation?.kind !== "create_recurring_order") {
    return false
  }
  const settled = await books.settle(
    operation.id,
    { state: "failed", code, xid: xid ?? undefined },
    { error_code: code },
  )
  return settled.state === "failed"
}
