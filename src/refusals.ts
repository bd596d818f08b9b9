import { MedusaError } from "@medusajs/framework/utils"
import { isCancelledCode, isPaygateError, type PaygateError } from "./paygate"
import { referencesOf } from "./references"

const { INVALID_DATA, NOT_ALLOWED, PAYMENT_AUTHORIZATION_ERROR } = MedusaError.Types

/** What the client says of a call that never left. */
const NOT_REACHABLE = "not_reachable"

/**
 * The plugin's own refusals: a stable code, Medusa's error type and what to tell the shopper. `invalid_data` and
 * `not_allowed` are the types whose code Medusa lets through its own routes; `payment_authorization_error` is the one
 * whose message reaches the shopper when a cart is completed.
 */
const REFUSALS = {
  session_data_invalid: [INVALID_DATA, "The payment session's data is not valid"],
  flow_not_available: [NOT_ALLOWED, "This way of paying with Klarna is not available yet"],
  saving_not_available: [NOT_ALLOWED, "Saving Klarna as a payment method is not available yet"],
  cart_missing: [NOT_ALLOWED, "Klarna needs a cart: this payment session belongs to none"],
  country_missing: [NOT_ALLOWED, "Please enter a billing address before paying with Klarna"],
  address_incomplete: [NOT_ALLOWED, "Please complete the billing address before paying with Klarna"],
  country_not_supported: [NOT_ALLOWED, "Klarna is not available in this country"],
  country_without_account: [NOT_ALLOWED, "Klarna is not available in this country"],
  currency_not_supported: [NOT_ALLOWED, "Klarna is not available in this currency"],
  currency_not_of_country: [NOT_ALLOWED, "Klarna cannot be paid in this currency in this country"],
  locale_invalid: [INVALID_DATA, "The locale is not valid: expected one such as de-DE"],
  return_url_invalid: [INVALID_DATA, "The return address does not belong to the storefront"],
  customer_data_invalid: [INVALID_DATA, "The personal data is not valid"],
  customer_data_missing: [INVALID_DATA, "Klarna needs further personal data in this country"],
  social_security_number_not_allowed: [INVALID_DATA, "A social security number must not be sent in this country"],
  amount_not_payable: [NOT_ALLOWED, "Klarna needs an amount to pay"],
  session_outdated: [NOT_ALLOWED, "The cart has changed: please choose Klarna again"],
  session_unknown: [NOT_ALLOWED, "This Klarna session is no longer known: please choose Klarna again"],
  klarna_unavailable: [
    NOT_ALLOWED,
    "Klarna is not available at the moment. Please try again or choose another way to pay",
  ],
  authorization_token_missing: [PAYMENT_AUTHORIZATION_ERROR, "The payment with Klarna has not been confirmed yet"],
  authorization_token_expired: [
    PAYMENT_AUTHORIZATION_ERROR,
    "The confirmation has expired: please confirm with Klarna again",
  ],
  payment_closed: [PAYMENT_AUTHORIZATION_ERROR, "This Klarna payment was ended: please choose Klarna again"],
  cart_changed: [
    PAYMENT_AUTHORIZATION_ERROR,
    "The cart has changed since Klarna was chosen: please choose Klarna again",
  ],
  address_changed: [
    PAYMENT_AUTHORIZATION_ERROR,
    "The address has changed since Klarna was chosen: please choose Klarna again",
  ],
  cart_not_completed: [
    PAYMENT_AUTHORIZATION_ERROR,
    "Your order could not be placed, so nothing is charged. Please check your cart and try again",
  ],
  klarna_declined: [PAYMENT_AUTHORIZATION_ERROR, "Klarna has declined this payment. Please choose another way to pay"],
  klarna_not_reached: [
    PAYMENT_AUTHORIZATION_ERROR,
    "Klarna could not be reached. Nothing was charged; please try again",
  ],
  capture_missing: [INVALID_DATA, "Medusa named no capture, so the amount is not known"],
  payment_not_authorized: [NOT_ALLOWED, "Klarna has not authorized this payment"],
  operation_in_progress: [
    NOT_ALLOWED,
    "Another step of this payment is still in progress. Please try again in a moment",
  ],
  outcome_unknown: [
    NOT_ALLOWED,
    "Paygate did not answer, so it is open whether this was carried out. The next attempt asks Paygate first; nothing happens twice",
  ],
  earlier_attempt_not_booked: [
    NOT_ALLOWED,
    "An earlier attempt was carried out although Medusa does not show it. Repeat it first, over exactly this amount",
  ],
  earlier_attempt_succeeded: [
    NOT_ALLOWED,
    "Paygate has carried out an earlier attempt over the same amount or items after all. Look at it first, and repeat this if it is to be done as well",
  ],
  amount_invalid: [INVALID_DATA, "This is no amount that Paygate takes"],
  amount_below_minor_unit: [NOT_ALLOWED, "The amount rounds to nothing in this currency"],
  capture_over_authorization: [NOT_ALLOWED, "This is more than what is left of Klarna's authorization"],
  refund_missing: [INVALID_DATA, "Medusa named no refund, so it could not be told apart from another"],
  change_after_capture: [NOT_ALLOWED, "Klarna changes an order before its first capture only"],
  change_over_authorization: [
    NOT_ALLOWED,
    "Klarna authorizes no more than at first, nor than Medusa can capture: the difference needs a payment of its own",
  ],
  sums_differ: [
    NOT_ALLOWED,
    "Paygate has captured something that the shop does not know of. Nothing was released; compare both sides first",
  ],
  nothing_left: [NOT_ALLOWED, "Everything is captured or released already"],
  nothing_captured: [NOT_ALLOWED, "Nothing was captured yet"],
  nothing_to_refund: [NOT_ALLOWED, "Everything that was captured is refunded already"],
  invoice_unknown: [NOT_ALLOWED, "No capture of this payment has this invoice number"],
  line_item_unknown: [INVALID_DATA, "The order has no such line item"],
  quantity_invalid: [INVALID_DATA, "The quantity is not above zero, or more than is left of this item"],
  shipping_info_too_long: [INVALID_DATA, "Paygate takes less about parcels than this"],
  address_invalid: [INVALID_DATA, "Klarna needs the address whole, and no longer than it fits"],
  country_not_changeable: [NOT_ALLOWED, "Klarna does not move a billing address to another country"],
  order_missing: [NOT_ALLOWED, "Medusa has no order for this payment"],
  refund_over_capture: [NOT_ALLOWED, "This is more than what was captured and not yet refunded"],
} as const satisfies Record<string, readonly [string, string]>

export type RefusalCode = keyof typeof REFUSALS

/** Every code of the plugin's own that a refusal may carry. */
export const REFUSAL_CODES = Object.keys(REFUSALS) as RefusalCode[]

/** A refusal of the plugin's own; `detail` (no values, no personal data) is added to the message. */
export function refusal(code: RefusalCode, detail?: string): MedusaError {
  const [type, message] = REFUSALS[code]
  return new MedusaError(type, detail ? `${message}: ${detail}` : message, code)
}

/** What the storefront says about a code of ours, or of Paygate's that ended a payment. */
export function shopperMessage(code: string): string {
  if (isCancelledCode(code)) {
    return "The payment with Klarna was cancelled. Nothing was charged"
  }
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode][1] : REFUSALS.klarna_declined[1]
}

/** A refused or failed order creation, in words for the shopper; the code is Paygate's where it is Paygate's refusal. */
export function authorizationRefusal(error: PaygateError): MedusaError {
  const code = error.kind === "declined" ? "klarna_declined" : "klarna_not_reached"
  const [type, message] = REFUSALS[code]
  return new MedusaError(type, message, error.kind === "declined" ? error.code : code)
}

/**
 * A refusal of ours while a cart is completed, whatever its own type: only this type's message reaches the shopper, as
 * the error of a cart that stays a cart.
 */
export function completionRefusal(error: unknown): unknown {
  if (isPaygateError(error)) {
    return authorizationRefusal(error)
  }
  const code = MedusaError.isMedusaError(error) ? error.code : undefined
  return code !== undefined && code in REFUSALS
    ? new MedusaError(PAYMENT_AUTHORIZATION_ERROR, (error as MedusaError).message, code)
    : error
}

/** A refused or failed opening of a session: the shopper reads a way out, the log has the cause. */
export function sessionRefusal(error: PaygateError): MedusaError {
  const [type, message] = REFUSALS.klarna_unavailable
  return new MedusaError(type, message, error.kind === "declined" ? error.code : "klarna_unavailable")
}

/** A refused or failed capture, refund or release, in words for the merchant. */
export function moneyRefusal(error: PaygateError): MedusaError {
  if (error.kind === "unknown") {
    return refusal("outcome_unknown")
  }
  const references = referencesOf({ trans_id: error.transId, pay_id: error.payId, xid: error.xid })
  return new MedusaError(NOT_ALLOWED, [error.message, references].filter(Boolean).join(", "), error.code)
}

/** A refused or failed inquiry, in words for the merchant: nothing was to be changed by it. */
export function inquiryRefusal({ kind, code, message }: PaygateError): MedusaError {
  return kind === "declined"
    ? new MedusaError(NOT_ALLOWED, `Paygate does not say how the payment stands: ${message}`, code)
    : new MedusaError(
        NOT_ALLOWED,
        "Paygate could not be reached, so how the payment stands is not known anew",
        NOT_REACHABLE,
      )
}

/** Passes a `PaygateError` on as the kind of refusal that fits, and anything else as it is. */
export function asRefusal(error: unknown, convert: (error: PaygateError) => MedusaError): unknown {
  return isPaygateError(error) ? convert(error) : error
}
