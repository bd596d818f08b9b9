import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { settleOrderWorkflow } from "../workflows/settle-order"

/** Carries the authorization over as soon as an order has changed; the job would, a minute later. */
export default async function orderChanged({
  event: { data },
  container,
}: SubscriberArgs<{ order_id: string }>): Promise<void> {
  await settleOrderWorkflow(container).run({ input: { order_id: data.order_id } })
}

export const config: SubscriberConfig = {
  event: [
    "order-edit.confirmed",
    "order.return_requested",
    "order.return_received",
    "order.exchange_created",
    "order.claim_created",
  ],
}
