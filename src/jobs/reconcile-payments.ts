import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileDuePaymentsWorkflow } from "../workflows/reconcile-due-payments"

/** Checks the payments that are due; see the workflow. */
export default async function reconcilePayments(container: MedusaContainer): Promise<void> {
  await reconcileDuePaymentsWorkflow(container).run({ input: {} })
}

export const config = { name: "paygate-klarna-reconcile-payments", schedule: "* * * * *" }
