import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { checkHealthStep } from "./steps/check-health"

/** Looks at configuration and connections; changes nothing. */
export const checkHealthWorkflow = createWorkflow(
  "check-paygate-klarna-health-workflow",
  () => new WorkflowResponse(checkHealthStep()),
)
