import type { Payment } from "../payment"
import { capturedOf, hasExpired, remainingOf } from "../payment"
import { refuse } from "../refusals"
import type { State } from "../state"

/** Finds the payment a request names and holds the request's identifying fields against it. */
export function requirePayment(
  state: State,
  merchantId: string,
  given: { PayID: string; TransID?: string; Currency?: string },
): Payment {
  const payment = state.paymentOf(merchantId, given.PayID) ?? refuse("payment_unknown")
  if (given.TransID !== undefined && given.TransID !== payment.transId) {
    refuse("trans_id_differs")
  }
  if (given.Currency !== undefined && given.Currency !== payment.currency) {
    refuse("currency_differs")
  }
  return payment
}

/** Klarna has an accepted order for this payment. */
export function requireOrder(payment: Payment): void {
  if (payment.order === "pending") {
    refuse("step_in_progress")
  }
  if (payment.order !== "accepted") {
    refuse("nothing_authorized")
  }
}

/** Something of the authorization is left to capture or release. */
export function requireRemaining(payment: Payment, now: number): void {
  requireOrder(payment)
  if (hasExpired(payment, now)) {
    refuse("authorization_expired")
  }
  if (remainingOf(payment, now) === 0) {
    refuse(capturedOf(payment) > 0 ? "already_captured" : "nothing_authorized")
  }
}

/** "Solange noch keine Buchung erfolgt ist": changes come before the first capture. */
export function requireUncaptured(payment: Payment, now: number): void {
  requireRemaining(payment, now)
  if (payment.captures.length > 0) {
    refuse("not_allowed", "after the first capture")
  }
}
