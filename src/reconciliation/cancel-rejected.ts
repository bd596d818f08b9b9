import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { OperationContext } from "../operations"
import { describeCode } from "../paygate"
import { referencesOf } from "../references"
import { findOrderOfSession, readOrder } from "./orders"

/** Where the reason stands on the order, for the merchant. */
export const REJECTION_NOTE = "paygate_klarna_note"

/**
 * Notes on the order why Klarna will not pay for it, and cancels it unless the options say otherwise: nothing is
 * authorized, and nothing was captured. An order that is paid in another way by now stays.
 */
export async function cancelRejectedOrder(
  container: MedusaContainer,
  { options, logger }: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const orderId =
    payment.state === "failed" ? await findOrderOfSession(container, payment.payment_session_id) : undefined
  const order = orderId ? await readOrder(container, orderId) : undefined
  const isPaid = order?.payment_collections.some(({ payments }) => payments.length > 0)
  if (!order || isPaid || order.status === "canceled") {
    return
  }
  const orders = container.resolve(Modules.ORDER)
  const { metadata } = await orders.retrieveOrder(order.id, { select: ["id", "metadata"] })
  if (metadata?.[REJECTION_NOTE] === undefined) {
    const reason = payment.error_code ? describeCode(payment.error_code) : "it was never placed"
    await orders.updateOrders([
      { id: order.id, metadata: { ...metadata, [REJECTION_NOTE]: `Klarna has not accepted this order: ${reason}` } },
    ])
  }
  if (options.cancel_rejected_orders) {
    await cancelOrderWorkflow(container).run({ input: { order_id: order.id } })
    logger.info(`paygate-klarna: an order that Klarna has not accepted is cancelled (${referencesOf(payment)})`)
  }
}
