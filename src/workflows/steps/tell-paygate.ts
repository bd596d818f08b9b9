import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { findOrderOfFulfillment, tellPaygateOfOrder } from "../../reconciliation"

/** An order, or one of its fulfillments. */
export type TellPaygateInput = { order_id: string } | { fulfillment_id: string }

export const tellPaygateStep = createStep("tell-paygate-klarna", async (input: TellPaygateInput, { container }) => {
  const orderId = "order_id" in input ? input.order_id : await findOrderOfFulfillment(container, input.fulfillment_id)
  await (orderId ? tellPaygateOfOrder(container, orderId) : undefined)
  return new StepResponse(undefined)
})
