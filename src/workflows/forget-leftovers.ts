import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { forgetPersonalInputsStep, forgetStaleTokensStep } from "./steps/forget-leftovers"

/** Forgets what must not stay: Klarna's tokens after 60 minutes, and personal data that a killed process left. */
export const forgetLeftoversWorkflow = createWorkflow("forget-paygate-klarna-leftovers", () => {
  forgetStaleTokensStep()
  forgetPersonalInputsStep()
  return new WorkflowResponse(undefined)
})
