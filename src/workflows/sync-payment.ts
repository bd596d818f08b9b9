import { createWorkflow, transform, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { findPaymentStep, readPaymentStep, type PaymentReference } from "./steps/read-payment"
import { syncPaymentStep } from "./steps/reconcile-payments"

/**
 * Brings one of Medusa's payments in line with Paygate now; see {@link reconcilePaymentWorkflow}. Throws Paygate's refusal to
 * say how the payment stands, and `not_reachable`; while a call is open, it answers with its operation instead.
 */
export const syncPaymentWorkflow = createWorkflow(
  "sync-paygate-klarna-payment",
  (input: WorkflowData<PaymentReference>) => {
    const found = findPaymentStep(input)
    syncPaymentStep(found)
    const asked = transform({ input, found }, ({ input, found }) => ({
      id: input.id,
      operation_id: found.operation_id,
    }))
    return new WorkflowResponse(readPaymentStep(asked))
  },
)
