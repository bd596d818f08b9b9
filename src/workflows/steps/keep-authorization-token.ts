import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"

/** When a cart that was confirmed is looked after: most are completed by then. */
const COMPLETION_MINUTES = 3

export interface KeepAuthorizationTokenInput {
  payment_session_id: string
  /** Klarna's, from the widget's `authorize()`. */
  authorization_token: string
}

/** Puts Klarna's token into the books, and the previous one back when the workflow fails later. */
export const keepAuthorizationTokenStep = createStep(
  "keep-paygate-klarna-authorization-token",
  async (input: KeepAuthorizationTokenInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payment = await books.findPaymentBySession(input.payment_session_id)
    if (!payment) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such Klarna session", "session_unknown")
    }
    if (payment.state !== "open") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "This Klarna session no longer takes a confirmation",
        "session_closed",
      )
    }
    const { id, authorization_token, authorization_token_at, error_code } = payment
    await books.updatePaygatePayments({
      id,
      authorization_token: input.authorization_token,
      authorization_token_at: new Date(),
      error_code: null,
      // Should the process die between Medusa's order and Klarna's, the check goes on with it.
      next_check_at: new Date(Date.now() + COMPLETION_MINUTES * 60_000),
    })
    return new StepResponse(undefined, { id, authorization_token, authorization_token_at, error_code })
  },
  async (previous, { container }) => {
    if (previous) {
      const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
      await books.updatePaygatePayments(previous)
    }
  },
)
