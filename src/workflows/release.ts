import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { releaseStep } from "./steps/merchant"
import { readPaymentStep, type PaymentReference } from "./steps/read-payment"

/**
 * Releases exactly what is left of an authorization. Medusa's amounts stay as they are, and a capture of what is released
 * is refused before anything is sent. A release that fails is owed, and tried again by the scheduled check.
 */
export const releaseWorkflow = createWorkflow(
  "release-paygate-klarna-payment-workflow",
  (input: WorkflowData<PaymentReference>) => new WorkflowResponse(readPaymentStep(releaseStep(input))),
)
