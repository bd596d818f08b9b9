import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { processNotificationsStep, type ProcessNotificationsInput } from "./steps/process-notifications"

/**
 * Acts on notifications that were kept: a confirmed hosted page completes the cart, Klarna's decision on a pending order
 * settles it. Each once, whatever number, order or concurrency they came in.
 */
export const processNotificationsWorkflow = createWorkflow(
  "process-paygate-klarna-notifications-workflow",
  (input: WorkflowData<ProcessNotificationsInput>) => new WorkflowResponse(processNotificationsStep(input)),
)
