import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { listAttentionStep, type ListAttentionInput } from "./steps/list-attention"

/** Lists the payments that a merchant has to look at, the longest waiting first. Asks nobody and changes nothing. */
export const listAttentionWorkflow = createWorkflow(
  "list-paygate-klarna-attention-workflow",
  (input: WorkflowData<ListAttentionInput>) => new WorkflowResponse(listAttentionStep(input)),
)
