import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { refundStep, type RefundInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Pays back an amount, items, or all that was captured. It is carried out at Paygate and then written into Medusa;
 * interrupted in between, the scheduled check does so.
 */
export const refundWorkflow = createWorkflow(
  "refund-paygate-klarna-payment-workflow",
  (input: WorkflowData<RefundInput>) => new WorkflowResponse(readPaymentStep(refundStep(input))),
)
