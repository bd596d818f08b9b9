import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { tellPaygateWorkflow } from "../workflows/tell-paygate"

/** Tells Klarna an order's number once it is placed, and its shipping address when that changes. */
export default async function orderTold({ event: { data }, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await tellPaygateWorkflow(container).run({ input: { order_id: data.id } })
}

export const config: SubscriberConfig = { event: ["order.placed", "order.updated"] }
