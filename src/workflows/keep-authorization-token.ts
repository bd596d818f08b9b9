import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { keepAuthorizationTokenStep, type KeepAuthorizationTokenInput } from "./steps/keep-authorization-token"

/**
 * Keeps the token that Klarna's widget gave the browser until the cart is completed. Moves no money: the token is
 * used by the order creation and is in the books only, never in a payment session's data.
 */
export const keepAuthorizationTokenWorkflow = createWorkflow(
  "keep-paygate-klarna-authorization-token",
  (input: WorkflowData<KeepAuthorizationTokenInput>) => new WorkflowResponse(keepAuthorizationTokenStep(input)),
)
