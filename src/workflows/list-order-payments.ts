import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { listOrderPaymentsStep, type OrderReference } from "./steps/list-order-payments"

/** Lists the Klarna payments of an order, pending ones included. Asks nobody and changes nothing. */
export const listOrderPaymentsWorkflow = createWorkflow(
  "list-paygate-klarna-order-payments-workflow",
  (input: WorkflowData<OrderReference>) => new WorkflowResponse(listOrderPaymentsStep(input)),
)
