import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { readPaymentStep, type ReadPaymentInput } from "./steps/read-payment"

/** Reads one payment from the books, with the calls made for it; asks nobody else and changes nothing. */
export const readPaymentWorkflow = createWorkflow(
  "read-paygate-klarna-payment-workflow",
  (input: WorkflowData<ReadPaymentInput>) => new WorkflowResponse(readPaymentStep(input)),
)
