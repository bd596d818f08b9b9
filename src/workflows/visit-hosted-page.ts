import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { visitHostedPageStep, type VisitHostedPageInput } from "./steps/visit-hosted-page"

/** Builds the form that takes a shopper to Klarna's hosted page; none when the payment is no longer open. */
export const visitHostedPageWorkflow = createWorkflow(
  "visit-paygate-klarna-hosted-page-workflow",
  (input: WorkflowData<VisitHostedPageInput>) => new WorkflowResponse(visitHostedPageStep(input)),
)
