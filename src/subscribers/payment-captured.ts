import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { settleOrderWorkflow } from "../workflows/settle-order"

/** Releases what is too much of an authorization once the order is paid. */
export default async function paymentCaptured({
  event: { data },
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await settleOrderWorkflow(container).run({ input: { payment_id: data.id } })
}

export const config: SubscriberConfig = { event: "payment.captured" }
