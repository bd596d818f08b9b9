/** The calls that change something, as the books name them. */
export const STEP_KINDS = [
  "create_session",
  "create_order",
  "create_recurring_order",
  "update_address",
  "update_reference",
  "update_order",
  "capture",
  "credit",
  "reverse",
  "resend_invoice",
] as const

/** What may be begun, and be open. */
export type StepKind = (typeof STEP_KINDS)[number]

/** All calls; an inquiry changes nothing, and is written once it is over. */
export const OPERATION_KINDS = [...STEP_KINDS, "inquire"] as const

export type OperationKind = (typeof OPERATION_KINDS)[number]

/**
 * - `opening`: the session call is on its way
 * - `open`: the shopper may pay
 * - `pending`: Klarna's decision, or the outcome of the order creation, is still to come
 * - `authorized`: Klarna's order exists
 * - `failed`: refused for good
 * - `canceled`: given up, or wholly released
 */
export const PAYMENT_STATES = ["opening", "open", "pending", "authorized", "failed", "canceled"] as const

export type PaygatePaymentState = (typeof PAYMENT_STATES)[number]

/** `started` and `unknown` are open; a payment has one open operation at most. */
export const OPERATION_STATES = ["started", "succeeded", "failed", "unknown"] as const

export type OperationState = (typeof OPERATION_STATES)[number]
