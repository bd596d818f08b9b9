import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { forgetCustomerStep, type ForgetCustomerInput } from "./steps/forget-customer"

/**
 * Forgets at once what the books hold about a customer's payments beyond amounts, references, codes and dates. A session
 * that was not placed yet can no longer be: its cart counts as changed.
 */
export const forgetCustomerWorkflow = createWorkflow(
  "forget-paygate-klarna-customer-workflow",
  (input: WorkflowData<ForgetCustomerInput>) => new WorkflowResponse(forgetCustomerStep(input)),
)
