import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { OperationContext } from "../operations"
import { describeCode } from "../paygate"
import { findOrderOfSession } from "./orders"

/** Where the reason stands on the order, for the merchant. */
export const REJECTION_NOTE = "paygate_klarna_note"

/**
 * Notes on the order why Klarna will not pay for it, and cancels it unless the options say otherwise: nothing is
 * authorized, and nothing was captured.
 */
export async function cancelRejectedOrder(
  container: MedusaContainer,
  { options, logger }: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const orderId = await findOrderOfSession(container, payment.payment_session_id)
  if (!orderId) {
    return
  }
  const orders = container.resolve(Modules.ORDER)
  const { status, metadata } = await orders.retrieveOrder(orderId, { select: ["id", "status", "metadata"] })
  const reason = payment.error_code ? describeCode(payment.error_code) : "no answer from Klarna"
  await orders.updateOrders([
    { id: orderId, metadata: { ...metadata, [REJECTION_NOTE]: `Klarna has not accepted this order: ${reason}` } },
  ])
  if (options.cancel_rejected_orders && status !== "canceled") {
    await cancelOrderWorkflow(container).run({ input: { order_id: orderId } })
    logger.info(`paygate-klarna: an order that Klarna has rejected is cancelled (TransID ${payment.trans_id})`)
  }
}
