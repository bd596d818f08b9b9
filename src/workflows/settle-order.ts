import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { settleOrderStep, type SettleOrderInput } from "./steps/settle-order"

/**
 * Brings the Klarna authorizations of an order in line with it. After a change that Medusa has given the payment up
 * for: lowers the authorization where Klarna allows it and carries it over as an authorized payment. Once nothing is
 * due, or the order is cancelled: releases what is left. Run again, it changes nothing.
 */
export const settleOrderWorkflow = createWorkflow(
  "settle-paygate-klarna-order-workflow",
  (input: WorkflowData<SettleOrderInput>) => new WorkflowResponse(settleOrderStep(input)),
)
