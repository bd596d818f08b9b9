import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { updateOrderLinesStep, type OrderLinesInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Lowers what Klarna has authorized, or replaces the lines, before anything is captured (UEO): to an amount, to items, or
 * to the order as it stands. What is taken off can no longer be captured; the order in Medusa stays as it is.
 */
export const updateOrderLinesWorkflow = createWorkflow(
  "update-paygate-klarna-order-lines-workflow",
  (input: WorkflowData<OrderLinesInput>) => new WorkflowResponse(readPaymentStep(updateOrderLinesStep(input))),
)
