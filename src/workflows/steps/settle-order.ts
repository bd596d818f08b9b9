import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { settleOrder } from "../../reconciliation"

export interface SettleOrderInput {
  order_id?: string | undefined
  /** A payment of the order's, where only that is known. */
  payment_id?: string | undefined
}

async function findOrder(container: MedusaContainer, paymentId: string): Promise<string | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment",
    fields: ["id", "payment_collection.order.id"],
    filters: { id: paymentId },
  })
  const payment = data[0] as { payment_collection?: { order?: { id: string } | null } | null } | undefined
  return payment?.payment_collection?.order?.id
}

export const settleOrderStep = createStep(
  "settle-paygate-klarna-order",
  async ({ order_id, payment_id }: SettleOrderInput, { container }) => {
    const orderId = order_id ?? (payment_id ? await findOrder(container, payment_id) : undefined)
    if (orderId) {
      await settleOrder(container, orderId)
    }
    return new StepResponse(undefined)
  },
)
