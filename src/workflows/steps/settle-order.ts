import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { findOrderOfPayment, settleOrder } from "../../reconciliation"

export interface SettleOrderInput {
  order_id?: string | undefined
  /** A payment of the order's, where only that is known. */
  payment_id?: string | undefined
}

export const settleOrderStep = createStep(
  "settle-paygate-klarna-order",
  async ({ order_id, payment_id }: SettleOrderInput, { container }) => {
    const orderId = order_id ?? (payment_id ? await findOrderOfPayment(container, payment_id) : undefined)
    if (orderId) {
      await settleOrder(container, orderId)
    }
    return new StepResponse(undefined)
  },
)
