import type { MedusaContainer } from "@medusajs/framework/types"
import {
  PAYGATE_KLARNA_BOOKS,
  type PaygateKlarnaBooks,
  type PaygateNotificationRecord,
  type PaygatePaymentRecord,
} from "../modules/paygate-klarna"
import { bookHostedOrder, openContext, withPayment, type OperationContext } from "../operations"
import { outcomeOf } from "../paygate"
import { completeCart } from "./complete-cart"
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
  const payment = await books.retrievePaygatePayment(notification.payment_id)
  if (payment.flow === "hosted" && payment.state === "open") {
    await actOnHostedResult(container, context, payment, notification)
  } else if (payment.state === "pending" && notification.is_signed && outcomeOf(notification) === "declined") {
    await withPayment(context, payment, (current) => reject(context, current, notification))
  }
  const claim = await books.claimCheck(payment.id)
  const { is_open } = claim ? await reconcilePayment(container, claim) : { is_open: false }
  // Of a decision that has come, an open outcome is left only for as long as Paygate does not show it yet.
  return !is_open || !notification.is_signed
}

/** Klarna's "no" to a pending order shows in no amount, so the signed word for it is believed. */
async function reject(
  { books }: OperationContext,
  payment: PaygatePaymentRecord,
  { code, xid }: PaygateNotificationRecord,
): Promise<void> {
  const operation = await books.findOpenOperation(payment.id)
  if (operation?.kind === "create_order" || operation?.kind === "create_recurring_order") {
    await books.settle(operation.id, { state: "failed", code, xid: xid ?? undefined }, { error_code: code })
  }
}

/** The result of the hosted page: a token for the order, the order itself (`order_creation: "auto"`), or a refusal. */
async function actOnHostedResult(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  notification: PaygateNotificationRecord,
): Promise<void> {
  const { books, options } = context
  const { trans_id: transId, pay_id: payId, authorization_token: token, is_signed, code } = notification
  if (!is_signed || !payId) {
    return
  }
  if (outcomeOf(notification) === "declined") {
    await books.updatePaygatePayments({ id: payment.id, error_code: code })
    return
  }
  const isAuto = options.order_creation === "auto"
  const confirmed = await books.confirmVisit(payment.id, { transId, payId, token: isAuto ? null : token })
  if (!confirmed) {
    return
  }
  if (isAuto) {
    await withPayment(context, confirmed, (current) => bookHostedOrder(context, current, notification))
  }
  await completeCart(container, context, confirmed)
}
