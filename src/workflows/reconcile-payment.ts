import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { reconcilePaymentStep, type ReconcilePaymentInput } from "./steps/reconcile-payments"

/**
 * Compares one payment of the books with Paygate and Medusa now. Settles an open outcome by asking Paygate, records in
 * Medusa what was carried out without it, deletes there what never was, makes owed releases, and carries an
 * authorization over to a changed order. Sends nothing twice.
 */
export const reconcilePaymentWorkflow = createWorkflow(
  "reconcile-paygate-klarna-payment-workflow",
  (input: WorkflowData<ReconcilePaymentInput>) => new WorkflowResponse(reconcilePaymentStep(input)),
)
