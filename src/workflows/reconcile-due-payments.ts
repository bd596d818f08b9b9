import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import {
  checkOrphanedRowsStep,
  reconcileDuePaymentsStep,
  type ReconcileDuePaymentsInput,
} from "./steps/reconcile-payments"

/**
 * Does what {@link reconcilePaymentWorkflow} does for every payment whose check is due, the longest waiting first.
 * Several processes share the work; what one leaves over the next run takes up.
 */
export const reconcileDuePaymentsWorkflow = createWorkflow(
  "reconcile-due-paygate-klarna-payments-workflow",
  (input: WorkflowData<ReconcileDuePaymentsInput>) => {
    checkOrphanedRowsStep()
    return new WorkflowResponse(reconcileDuePaymentsStep(input))
  },
)
