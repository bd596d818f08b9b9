import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { tellPaygateWorkflow } from "../workflows/tell-paygate"

/** Captures what was sent or delivered, where the option `capture_on` says so. */
export default async function fulfillmentSent({
  event: { data },
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await tellPaygateWorkflow(container).run({ input: { fulfillment_id: data.id } })
}

export const config: SubscriberConfig = { event: ["shipment.created", "delivery.created"] }
