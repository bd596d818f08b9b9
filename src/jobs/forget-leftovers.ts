import type { MedusaContainer } from "@medusajs/framework/types"
import { forgetLeftoversWorkflow } from "../workflows/forget-leftovers"

/** Runs the sweep; see the workflow. */
export default async function forgetLeftovers(container: MedusaContainer): Promise<void> {
  await forgetLeftoversWorkflow(container).run()
}

export const config = { name: "paygate-klarna-forget-leftovers", schedule: "*/5 * * * *" }
