import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import { readSession } from "../../purchase"
import { refusal } from "../../refusals"
import { continueAuthorization } from "./continue-authorization"
import type { ProviderContext } from "./context"
import { openHostedSession } from "./open-hosted-session"
import { openWidgetSession } from "./open-widget-session"
import { parseSessionInput, type SessionInput } from "./session-data"

function requireAvailable(input: SessionInput): void {
  if (input.flow === "recurring" || input.payment_method_id !== undefined) {
    throw refusal("flow_not_available", input.flow)
  }
  if (input.save_payment_method) {
    throw refusal("saving_not_available")
  }
}

/**
 * Opens a Klarna session over the cart as the server reads it. What the browser sends chooses language and methods and
 * carries personal data through; amounts, lines and addresses it has no say in.
 */
export async function initiatePayment(
  context: ProviderContext,
  { data, amount }: InitiatePaymentInput,
): Promise<InitiatePaymentOutput> {
  const input = parseSessionInput(data)
  const continued = await continueAuthorization(context, input.session_id, { amount, data })
  if (continued) {
    return continued
  }
  requireAvailable(input)
  const session = await readSession(context.query, input.session_id)
  const open = input.flow === "hosted" ? openHostedSession : openWidgetSession
  return open(context, { session, input, data })
}
