import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { ReceivedForm } from "../reconciliation"
import { receiveNotificationStep } from "./steps/process-notifications"

/**
 * Verifies what Paygate, or a shopper's browser coming back from it, has brought, and keeps it. Answers `notification:
 * null` when no provider's merchant and keys fit or the payment is unknown. Acts on nothing yet.
 */
export const receiveNotificationWorkflow = createWorkflow(
  "receive-paygate-klarna-notification-workflow",
  (input: WorkflowData<ReceivedForm>) => new WorkflowResponse(receiveNotificationStep(input)),
)
