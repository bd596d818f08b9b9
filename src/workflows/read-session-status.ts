import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { readSessionStatusStep } from "./steps/read-session-status"

/** Reads how a payment session stands, from the books and Medusa's order; asks nobody else and changes nothing. */
export const readSessionStatusWorkflow = createWorkflow(
  "read-paygate-klarna-session-status",
  (input: WorkflowData<{ payment_session_id: string }>) => new WorkflowResponse(readSessionStatusStep(input)),
)
