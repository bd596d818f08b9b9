import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { TestSessionBody } from "../types/health"
import { openTestSessionStep } from "./steps/check-health"

/** Opens one real session with Klarna over 1.00, without a shopper's data: nobody can pay it, and nothing is charged. */
export const openTestSessionWorkflow = createWorkflow(
  "open-paygate-klarna-test-session-workflow",
  (input: WorkflowData<TestSessionBody>) => new WorkflowResponse(openTestSessionStep(input)),
)
