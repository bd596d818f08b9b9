import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { settleOrderWorkflow } from "../workflows/settle-order"

/** Releases what is left of a cancelled order's authorization: Medusa does not ask for it after a partial capture. */
export default async function orderCanceled({
  event: { data },
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await settleOrderWorkflow(container).run({ input: { order_id: data.id } })
}

export const config: SubscriberConfig = { event: "order.canceled" }
