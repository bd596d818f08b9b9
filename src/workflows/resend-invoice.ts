import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { resendInvoiceStep, type ResendInvoiceInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Has Klarna send the e-mail about a capture once more (RCC). Moves no money.
 */
export const resendInvoiceWorkflow = createWorkflow(
  "resend-paygate-klarna-invoice-workflow",
  (input: WorkflowData<ResendInvoiceInput>) => new WorkflowResponse(readPaymentStep(resendInvoiceStep(input))),
)
