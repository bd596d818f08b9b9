import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { updateOrderLinesStep, type OrderLinesInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Changes what Klarna has authorized, up to what it was at first, or the lines, before anything is captured (UEO): to an
 * amount, to items, or to the order as it stands. What is taken off cannot be captured; the order in Medusa stays.
 */
export const updateOrderLinesWorkflow = createWorkflow(
  "update-paygate-klarna-order-lines-workflow",
  (input: WorkflowData<OrderLinesInput>) => new WorkflowResponse(readPaymentStep(updateOrderLinesStep(input))),
)
