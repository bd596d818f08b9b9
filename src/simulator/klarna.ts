import { z } from "zod"
import { fromKlarna, KLARNA_ADDRESS_FIELDS } from "./addresses"
import { ControlError } from "./control/control-error"
import { newKlarnaId } from "./ids"
import { decideByEmail } from "./magic"
import { resultOfOrder } from "./notifications/build"
import { notify } from "./notifications/notify"
import { SESSION_LIFETIME, type Payment } from "./payment"
import type { State } from "./state"
import { acceptOrder } from "./actions/order"

const address = z.partialRecord(z.enum(KLARNA_ADDRESS_FIELDS), z.string())

export const authorizeInput = z.strictObject({
  client_token: z.string(),
  /** What the shopper and Klarna make of it; without it the shopper's e-mail address decides. */
  approve: z.boolean().optional(),
  /** The second argument of the widget's `authorize()`; Klarna ignores fields it does not know. */
  data: z.looseObject({ billing_address: address.optional(), shipping_address: address.optional() }).optional(),
})
export type AuthorizeInput = z.input<typeof authorizeInput>

/** What Klarna's widget gives to the callback of `authorize()`. */
export interface Authorization {
  approved: boolean
  show_form: boolean
  finalize_required: boolean
  authorization_token?: string
}

/** What Klarna's widget does when the shopper confirms: asks Klarna, and gets an authorization token for the shop. */
export function authorize(input: AuthorizeInput, state: State): Authorization {
  const { client_token, approve, data } = authorizeInput.parse(input)
  const payment = state.payments.get(state.clientTokens.get(client_token) ?? "")
  if (!payment) {
    throw new ControlError(404, "no session has this client_token")
  }
  if (payment.order !== "none" || state.now() > payment.createdAt + SESSION_LIFETIME) {
    throw new ControlError(409, "the session has an order already or is older than 48 hours")
  }
  const brought = { ...fromKlarna("bd", data?.billing_address), ...fromKlarna("sd", data?.shipping_address) }
  if (Object.keys(brought).length > 0) {
    payment.widgetAddresses = brought
  }
  const email = payment.widgetAddresses?.["bdEmail"] ?? payment.addresses["bdEmail"]
  if (!(approve ?? decideByEmail(email) !== "denied")) {
    return { approved: false, show_form: false, finalize_required: false }
  }
  const token = newKlarnaId()
  state.tokens.set(token, { payId: payment.payId, at: state.now(), used: false })
  return { approved: true, show_form: true, finalize_required: false, authorization_token: token }
}

export const settleInput = z.strictObject({
  outcome: z.enum(["accepted", "rejected"]),
  /** Whether the notification has a MAC; of the real one that is not established. */
  mac: z.enum(["valid", "none"]).default("valid"),
})
export type SettleInput = z.input<typeof settleInput>

/** Klarna has thought a pending order over; Paygate reports it to URLNotify. */
export function settleOrder(payId: string, input: SettleInput, state: State): Payment {
  const { outcome, mac } = settleInput.parse(input)
  const payment = state.payments.get(payId)
  if (!payment) {
    throw new ControlError(404, "no payment has this PayID")
  }
  if (payment.order !== "pending") {
    throw new ControlError(409, "the order is not pending")
  }
  if (outcome === "accepted") {
    acceptOrder(payment, state.now())
  } else {
    payment.order = "rejected"
  }
  const result = resultOfOrder(payment)
  notify(payment, result, state, mac === "none" ? {} : undefined)
  return payment
}
