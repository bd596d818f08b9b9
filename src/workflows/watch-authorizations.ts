import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { watchAuthorizationsStep } from "./steps/watch-authorizations"

/**
 * Warns, once each, of authorizations that are about to lapse, and marks those that have: by the log, by an event and
 * on the payment. Moves no money; whether Klarna has extended one only Klarna knows, so a capture may still be tried.
 */
export const watchAuthorizationsWorkflow = createWorkflow(
  "watch-paygate-klarna-authorizations-workflow",
  () => new WorkflowResponse(watchAuthorizationsStep()),
)
