import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { tellPaygateStep, type TellPaygateInput } from "./steps/tell-paygate"

/**
 * Tells Klarna what has changed about an order since it was told last: its number (`order_ref_nr`), its shipping address
 * (`update_addresses`), and, where `capture_on` says so, captures what was sent, and releases what is left once nothing
 * more will be. Run again, it changes nothing; what fails is left to the scheduled check.
 */
export const tellPaygateWorkflow = createWorkflow(
  "tell-paygate-klarna-workflow",
  (input: WorkflowData<TellPaygateInput>) => new WorkflowResponse(tellPaygateStep(input)),
)
