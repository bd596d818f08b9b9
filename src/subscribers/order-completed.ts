import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { tellPaygateWorkflow } from "../workflows/tell-paygate"

/** Releases what is left of a completed order's authorization, where the option `capture_on` has captured what was sent. */
export default async function orderCompleted({
  event: { data },
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await tellPaygateWorkflow(container).run({ input: { order_id: data.id } })
}

export const config: SubscriberConfig = { event: "order.completed" }
