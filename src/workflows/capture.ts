import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { captureStep, type CaptureInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Captures an amount, items with the first shipping costs, or all that is left, and tells Klarna where the parcels are. What
 * is left may be released with it. It is carried out at Paygate and then written into Medusa; interrupted in between, the
 * scheduled check does so.
 */
export const captureWorkflow = createWorkflow(
  "capture-paygate-klarna-payment-workflow",
  (input: WorkflowData<CaptureInput>) => new WorkflowResponse(readPaymentStep(captureStep(input))),
)
