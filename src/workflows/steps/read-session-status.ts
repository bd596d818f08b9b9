import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { isPaygateCode } from "../../paygate"
import { findOrderOfSession } from "../../reconciliation"
import { shopperMessage } from "../../refusals"
import type { PaymentSessionStatusResponse } from "../../types/payment-session"

const STATUS: Record<PaygatePaymentRecord["state"], PaymentSessionStatusResponse["status"]> = {
  opening: "pending",
  open: "pending",
  pending: "pending_authorization",
  authorized: "authorized",
  failed: "failed",
  canceled: "canceled",
}

/**
 * A session Klarna has refused is over for the shopper, even though Klarna's widget might be tried once more; so is one
 * whose authorization is released because no order came of it, even while that has not succeeded yet.
 */
function statusOf(
  { state, error_code, release_due_at }: PaygatePaymentRecord,
  orderId: string | undefined,
): PaymentSessionStatusResponse["status"] {
  if (release_due_at !== null && orderId === undefined) {
    return "canceled"
  }
  const isRefusedByPaygate = error_code !== null && isPaygateCode(error_code)
  return state === "open" && isRefusedByPaygate ? "failed" : STATUS[state]
}

export const readSessionStatusStep = createStep(
  "read-paygate-klarna-session-status",
  async (input: { payment_session_id: string }, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payment = await books.findPaymentBySession(input.payment_session_id)
    if (!payment) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such Klarna session", "session_unknown")
    }
    const orderId = await findOrderOfSession(container, input.payment_session_id)
    const code = payment.error_code
    const response: PaymentSessionStatusResponse = {
      status: statusOf(payment, orderId),
      ...(orderId ? { order_id: orderId } : {}),
      ...(orderId && payment.redirect_url ? { redirect_url: payment.redirect_url } : {}),
      ...(code ? { error: { code, message: shopperMessage(code) } } : {}),
    }
    return new StepResponse(response)
  },
)
