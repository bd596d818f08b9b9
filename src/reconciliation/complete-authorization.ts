import type { MedusaContainer } from "@medusajs/framework/types"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import { releaseRest, withPayment, type OperationContext } from "../operations"
import { referencesOf } from "../references"
import { announce } from "./announce"
import { completeCart } from "./complete-cart"
import { listMedusaPayments } from "./medusa-payments"
import { readSession } from "./sessions"

/** Longer than completing a cart takes after Klarna has accepted: whatever has no payment by then was interrupted. */
const COMPLETION_MINUTES = 2

/** How long the cart of an authorization is tried to be completed before the shopper gets the money back. */
const GIVE_UP_MINUTES = 60

/**
 * Goes on with a confirmed cart whose completion was interrupted between Medusa's order and Klarna's: the shopper has
 * confirmed, and Medusa takes a cart that has its order for completed, so that nobody would pay for it any more.
 */
export async function continueCompletion(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const { state, authorization_token, authorization_token_at: since } = payment
  if (state !== "open" || !authorization_token || !since) {
    return
  }
  const minutes = (Date.now() - new Date(since).getTime()) / 60_000
  const session = minutes < COMPLETION_MINUTES ? undefined : await readSession(container, payment)
  const order = session?.payment_collection?.order
  if (order && order.status !== "canceled" && session.status === "pending") {
    await completeCart(container, context, payment)
  }
}

/**
 * Brings an authorization to its order that Medusa never heard of, because the process died in between, or because
 * Klarna decided late. Where that is no longer possible, it is released: a shopper must not owe what nobody sees.
 */
export async function completeAuthorization(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const { books, logger } = context
  if (payment.state !== "authorized" || (await listMedusaPayments(container, books, payment)).length > 0) {
    return
  }
  const [placed] = await books.listSettledOperations(payment.id, "create_order")
  const minutes = placed ? (Date.now() - new Date(placed.created_at).getTime()) / 60_000 : Infinity
  const session = await readSession(container, payment)
  const order = session?.payment_collection?.order
  const isCompleting =
    session !== undefined && session.status !== "pending_authorization" && minutes < COMPLETION_MINUTES
  if (isCompleting) {
    return
  }
  if (session && order?.status !== "canceled") {
    await completeCart(container, context, payment)
    if ((await listMedusaPayments(container, books, payment)).length > 0) {
      logger.info(`paygate-klarna: an authorization has come to its order (${referencesOf(payment)})`)
      await announce(container, payment, "authorized")
      return
    }
  }
  // An order that was placed is authorized sooner or later; a cart may never become one.
  if (!session || order?.status === "canceled" || (!order && minutes > GIVE_UP_MINUTES)) {
    logger.warn(`paygate-klarna: an authorization that no order can take is released (${referencesOf(payment)})`)
    await withPayment(context, payment, (current) => releaseRest(context, current))
    await announce(container, payment, "released")
  }
}
