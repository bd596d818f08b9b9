import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { forgetCustomerWorkflow } from "../workflows/forget-customer"

/** Erasing a customer in Medusa erases the personal part of the books, too. */
export default async function customerDeleted({
  event: { data },
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await forgetCustomerWorkflow(container).run({ input: { customer_id: data.id } })
}

export const config: SubscriberConfig = { event: "customer.deleted" }
