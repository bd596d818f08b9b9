import { isDeepStrictEqual } from "node:util"
import { addressFieldsOf, differingFields } from "../addresses"
import type { Incoming, Outcome } from "../calls"
import { newKlarnaId } from "../ids"
import { decideByEmail, type Verdict } from "../magic"
import { SESSION_LIFETIME, TOKEN_LIFETIME, type Payment } from "../payment"
import { refuse } from "../refusals"
import type { AuthorizationToken, State } from "../state"
import { requirePayment } from "./guards"
import { newPayment } from "./session"

/** Creates the order from the shopper's authorization: whatever differs from the session is refused. */
export function createOrder(incoming: Incoming<"createOrder">, state: State): Outcome {
  const { merchant, values } = incoming
  const payment = requirePayment(state, merchant.merchantId, values)
  requireOpenSession(payment, state.now())
  requireSameOrder(payment, incoming)
  const token = requireToken(payment, values.TokenExt, state)
  const email = payment.widgetAddresses?.["bdEmail"] ?? payment.addresses["bdEmail"] ?? values.bdEmail
  const verdict = decide(incoming.pending, email)
  token.used = true
  payment.addresses = { ...payment.addresses, ...payment.widgetAddresses, ...addressFieldsOf(incoming.parameters) }
  payment.refNr = values.RefNr ?? payment.refNr
  const outcome = placeOrder(payment, verdict, state)
  if (values.RTF !== "I" || verdict === "pending") {
    return outcome
  }
  return { ...outcome, answer: { ...outcome.answer, BillingAgreementID: saveAgreement(payment, state) } }
}

/** Starts an agreement, by which the shopper can be charged again. */
export function saveAgreement(payment: Payment, state: State): string {
  const id = newKlarnaId()
  payment.billingAgreementId = id
  state.agreements.set(id, payment)
  return id
}

/** Charges an agreement: a payment of its own, ordered in one step. */
export function createRecurringOrder(incoming: Incoming<"createRecurringOrder">, state: State): Outcome {
  const { merchant, values } = incoming
  const agreement = state.agreements.get(values.BillingAgreementID)
  if (agreement?.merchantId !== merchant.merchantId || agreement.account !== values.Account) {
    refuse("token_unknown")
  }
  const verdict = decide(incoming.pending, agreement.addresses["bdEmail"])
  const payment: Payment = {
    ...newPayment(incoming, state),
    addresses: agreement.addresses,
    billingAgreementId: values.BillingAgreementID,
  }
  state.add(payment)
  const { RedirectURL: _noShopper, ...answer } = placeOrder(payment, verdict, state).answer ?? {}
  return { payment, answer, pending: verdict === "pending" }
}

function requireOpenSession(payment: Payment, now: number): void {
  if (payment.order === "pending") {
    refuse("step_in_progress")
  }
  if (payment.order === "accepted") {
    refuse("already_ordered")
  }
  if (payment.order === "rejected") {
    refuse("declined", "Klarna rejected the order after it was pending")
  }
  if (now > payment.createdAt + SESSION_LIFETIME) {
    refuse("session_expired")
  }
}

function requireSameOrder(payment: Payment, { values, parameters }: Incoming<"createOrder">): void {
  if (values.Amount !== payment.sessionAmount) {
    refuse("amount_differs")
  }
  if (values.TaxAmount !== payment.taxAmount) {
    refuse("tax_differs")
  }
  if (!isDeepStrictEqual(values.ArticleList.order_lines, payment.lines)) {
    refuse("lines_differ")
  }
  const differing = differingFields(addressFieldsOf(parameters), payment.addresses, payment.widgetAddresses)
  if (differing.length > 0) {
    refuse("address_differs", differing.join(", "))
  }
}

function requireToken(payment: Payment, tokenExt: string, state: State): AuthorizationToken {
  const token = state.tokens.get(tokenExt)
  if (token?.payId !== payment.payId) {
    refuse("token_unknown")
  }
  if (token.used || state.now() > token.at + TOKEN_LIFETIME) {
    refuse("token_expired")
  }
  return token
}

/** A scenario's wish goes before the e-mail's. Throws the refusal of a denied order. */
export function decide(pending: boolean, email: string | undefined): Verdict {
  const verdict = pending ? "pending" : decideByEmail(email)
  return verdict === "denied" ? refuse("declined") : verdict
}

/** Makes the order, accepted or pending. */
export function placeOrder(payment: Payment, verdict: Verdict, state: State): Outcome {
  payment.klarnaOrderId = newKlarnaId()
  if (verdict === "pending") {
    payment.order = "pending"
  } else {
    acceptOrder(payment, state.now())
  }
  const { redirectUrl } = state.settings
  const answer = { TransactionID: payment.klarnaOrderId, ...(redirectUrl ? { RedirectURL: redirectUrl } : {}) }
  return { payment, answer, pending: verdict === "pending" }
}

/** From here on the amount is authorized, for 28 days. */
export function acceptOrder(payment: Payment, now: number): void {
  payment.order = "accepted"
  payment.orderedAt = now
  payment.authorized = payment.sessionAmount
}
