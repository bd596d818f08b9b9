import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { forgetDetailsStep } from "./steps/forget-details"

/**
 * Forgets what was sent in calls that have been over for the provider's `retention_days`, and what ended payments were
 * compared by. Amounts, references, codes and dates stay for the accountant.
 */
export const forgetDetailsWorkflow = createWorkflow(
  "forget-paygate-klarna-details-workflow",
  () => new WorkflowResponse(forgetDetailsStep()),
)
