import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { readReturnUrlStep, type ReadReturnUrlInput } from "./steps/read-return-url"

/** Where in the storefront a shopper goes on who comes back from Klarna's hosted page. */
export const readReturnUrlWorkflow = createWorkflow(
  "read-paygate-klarna-return-url-workflow",
  (input: WorkflowData<ReadReturnUrlInput>) => new WorkflowResponse(readReturnUrlStep(input)),
)
