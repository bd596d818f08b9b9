import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import { releaseRest, withPayment, type OperationContext } from "../operations"
import type { Currency } from "../paygate"
import { toMajor } from "../purchase"
import { announce } from "./announce"
import { listMedusaPayments } from "./medusa-payments"

/** Longer than completing a cart takes after Klarna has accepted: whatever has no payment by then was interrupted. */
const COMPLETION_MINUTES = 2

/** How long the cart of an authorization is tried to be completed before the shopper gets the money back. */
const GIVE_UP_MINUTES = 60

interface SessionOfCart {
  id: string
  payment_collection?: { order?: { id: string; status: string } | null } | null
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
  if (minutes < COMPLETION_MINUTES) {
    return
  }
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment_session",
    fields: ["id", "payment_collection.order.id", "payment_collection.order.status"],
    filters: { id: payment.payment_session_id },
  })
  const session = data[0] as SessionOfCart | undefined
  const order = session?.payment_collection?.order
  if (session && order?.status !== "canceled") {
    await completePayment(container, context, payment)
    if ((await listMedusaPayments(container, books, payment)).length > 0) {
      logger.info(`paygate-klarna: an authorization has come to its order (TransID ${payment.trans_id})`)
      await announce(container, payment, "authorized")
      return
    }
  }
  if (!session || order?.status === "canceled" || minutes > GIVE_UP_MINUTES) {
    logger.warn(`paygate-klarna: an authorization that no order can take is released (TransID ${payment.trans_id})`)
    await withPayment(context, payment, (current) => releaseRest(context, current))
    await announce(container, payment, "released")
  }
}

/** Medusa's own way for what a provider reports later: authorizes the session, and completes the cart if it is open. */
async function completePayment(
  container: MedusaContainer,
  { logger }: OperationContext,
  { payment_session_id, trans_id, session_amount, currency_code }: PaygatePaymentRecord,
): Promise<void> {
  try {
    await processPaymentWorkflow(container).run({
      input: {
        action: PaymentActions.AUTHORIZED,
        data: { session_id: payment_session_id, amount: toMajor(session_amount, currency_code as Currency) },
      },
    })
  } catch (error) {
    logger.warn(`paygate-klarna: a cart could not be completed (${(error as Error).name}, TransID ${trans_id})`)
  }
}
