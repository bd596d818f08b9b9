import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { updateReferenceStep, type ReferenceInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Gives Klarna's order another reference number, which the shopper sees, before anything is captured (UMR). Moves no
 * money.
 */
export const updateReferenceWorkflow = createWorkflow(
  "update-paygate-klarna-reference-workflow",
  (input: WorkflowData<ReferenceInput>) => new WorkflowResponse(readPaymentStep(updateReferenceStep(input))),
)
