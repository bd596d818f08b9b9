import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { authorizeOrderSessionStep } from "./steps/authorize-order-session"
import { keepAuthorizationTokenStep, type KeepAuthorizationTokenInput } from "./steps/keep-authorization-token"
import { readSessionStatusStep } from "./steps/read-session-status"

/**
 * Keeps the token that Klarna's widget gave the browser until the cart is completed. The token is used by the order
 * creation and is in the books only, never in a payment session's data. Moves no money, but for a session that pays for
 * an order which is there already: no cart is completed then, so it is authorized at once. Answers how the session
 * stands.
 */
export const keepAuthorizationTokenWorkflow = createWorkflow(
  "keep-paygate-klarna-authorization-token",
  (input: WorkflowData<KeepAuthorizationTokenInput>) => {
    keepAuthorizationTokenStep(input)
    authorizeOrderSessionStep(input)
    return new WorkflowResponse(readSessionStatusStep(input))
  },
)
