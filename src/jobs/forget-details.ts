import type { MedusaContainer } from "@medusajs/framework/types"
import { forgetDetailsWorkflow } from "../workflows/forget-details"

/** Forgets details once a day; see the workflow. */
export default async function forgetDetails(container: MedusaContainer): Promise<void> {
  await forgetDetailsWorkflow(container).run()
}

export const config = { name: "paygate-klarna-forget-details", schedule: "23 3 * * *" }
