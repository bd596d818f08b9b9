import type { MedusaContainer } from "@medusajs/framework/types"
import { processNotificationsWorkflow } from "../workflows/process-notifications"

/** Takes up notifications that a killed process left, or that could not be acted upon yet. */
export default async function processNotifications(container: MedusaContainer): Promise<void> {
  await processNotificationsWorkflow(container).run({ input: {} })
}

export const config = { name: "paygate-klarna-process-notifications", schedule: "* * * * *" }
