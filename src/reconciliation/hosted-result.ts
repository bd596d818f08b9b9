import type { MedusaContainer } from "@medusajs/framework/types"
import { PAYGATE_KLARNA_BOOKS, unreportedVisits, type PaygateKlarnaBooks } from "../modules/paygate-klarna"
import type { PaygatePaymentRecord, VisitResult } from "../modules/paygate-klarna"
import { inquireVisit, settleOpenOperation, withPayment, type OperationContext } from "../operations"
import { completeCart, type Completion } from "./complete-cart"
import { release } from "./release"

/** For the storefront, when Medusa made no order of the cart that was confirmed. */
const NOT_COMPLETED = "cart_not_completed"

/** What came of a result. */
export interface TakenIn {
  /**
   * The payment that is concerned: not the session's own when the shopper had paid for that already, or it was given up;
   * an order that Paygate has created then is released by the check of its payment.
   */
  payment: PaygatePaymentRecord
  /** Whether the cart is still to be completed, since something was in the way that may pass. */
  isUnfinished: boolean
}

/** Takes in what the shopper confirmed on the hosted page, and makes an order of the cart. */
export async function takeInHostedResult(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  result: VisitResult,
): Promise<TakenIn> {
  const taken = await context.books.takeInVisit(payment.id, result)
  if (taken?.state === "pending") {
    // Amounts are no part of a result's MAC: an order of Paygate's counts once it shows exactly the visit's.
    await withPayment(context, taken, (current) => settleOpenOperation(context, current))
  }
  const isConfirmed = taken ? payment.state === "open" && taken.id === payment.id : hasToken(payment, result)
  const end = isConfirmed ? await completeConfirmed(container, context, payment) : "done"
  return { payment: taken ?? payment, isUnfinished: end === "later" }
}

/** Taken in before, and not used yet: an earlier attempt did not get to the order. */
function hasToken({ state, authorization_token, pay_id }: PaygatePaymentRecord, { payId }: VisitResult): boolean {
  return state === "open" && authorization_token !== null && pay_id === payId
}

/** Completes the cart; where Medusa refuses to, the shopper is told, and owes nothing. */
async function completeConfirmed(
  container: MedusaContainer,
  context: OperationContext,
  { id }: PaygatePaymentRecord,
): Promise<Completion> {
  const { books } = context
  const read = () => books.retrievePaygatePayment(id)
  const end = await completeCart(container, context, await read())
  if (end === "refused") {
    const refused = await read()
    await books.updatePaygatePayments({ id, error_code: refused.error_code ?? NOT_COMPLETED })
    if (refused.state === "authorized" || refused.state === "pending") {
      await release(container, context, refused)
    }
  }
  return end
}

/**
 * Looks for orders that Paygate has created after the hosted page without a report of it arriving: the shopper closed
 * the tab, and the notification was lost.
 */
export async function findUnreportedOrders(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  for (const { trans_id: transId } of unreportedVisits(payment)) {
    const payId = await inquireVisit(context, payment, transId)
    if (payId) {
      const current = await books.retrievePaygatePayment(payment.id)
      await takeInHostedResult(container, context, current, { transId, payId, token: null, code: "" })
    }
  }
}
