import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { releaseStep } from "./steps/merchant"
import { readPaymentStep, type PaymentReference } from "./steps/read-payment"

/**
 * Releases exactly what is left of an authorization. A payment without captures is cancelled in Medusa, another one is
 * closed over what was captured. One that fails is owed, and tried again by the scheduled check.
 */
export const releaseWorkflow = createWorkflow(
  "release-paygate-klarna-payment-workflow",
  (input: WorkflowData<PaymentReference>) => new WorkflowResponse(readPaymentStep(releaseStep(input))),
)
