import type { OrderLine } from "../paygate"
import { showHosted, type LedgerHosted } from "./hosted/show"
import {
  capturedOf,
  creditedOf,
  expiryOf,
  hasExpired,
  remainingOf,
  type Booking,
  type Payment,
  type WireFields,
} from "./payment"

/** Where a payment stands. */
export type LedgerState =
  "session" | "pending" | "rejected" | "authorized" | "partially_captured" | "captured" | "released" | "expired"

/** A capture or credit; the amount in minor units. */
export interface LedgerBooking {
  invoice_nr: string
  amount: number
  at: string
  req_id: string | null
  lines: readonly OrderLine[] | null
  shipping_info: unknown
}

/** One answered request about the payment, with its parameters as received (MAC left out). */
export interface LedgerStep {
  call: string
  status: string
  code: string
  xid: string
  req_id: string | null
  at: string
  parameters: WireFields
}

/** A payment as the control API shows it: amounts in minor units, times in ISO 8601 by the simulator's clock. */
export interface LedgerPayment {
  pay_id: string
  trans_id: string
  merchant_id: string
  account: string
  ref_nr: string | null
  state: LedgerState
  currency: string
  session_amount: number
  tax_amount: number
  authorized: number
  captured: number
  credited: number
  released: number
  remaining: number
  lines: readonly OrderLine[]
  captures: LedgerBooking[]
  credits: LedgerBooking[]
  klarna_order_id: string | null
  billing_agreement_id: string | null
  client_token: string | null
  created_at: string
  ordered_at: string | null
  expires_at: string | null
  url_confirm: string | null
  url_notify: string | null
  /** Only of a payment that the hosted page opened. */
  hosted: LedgerHosted | null
  /** Address fields (`bd…`, `sd…`) as they stand, and further personal data, all as received. */
  addresses: WireFields
  shopper: WireFields
  steps: LedgerStep[]
}

function iso(time: number): string {
  return new Date(time).toISOString()
}

/** Names the state that the amounts make. */
export function stateOf(payment: Payment, now: number): LedgerState {
  if (payment.order !== "accepted") {
    return payment.order === "none" ? "session" : payment.order
  }
  const captured = capturedOf(payment)
  if (hasExpired(payment, now) && captured + payment.released < payment.authorized) {
    return "expired"
  }
  if (remainingOf(payment, now) > 0 || payment.authorized === 0) {
    return captured > 0 ? "partially_captured" : "authorized"
  }
  return captured > 0 ? "captured" : "released"
}

function showBooking(booking: Booking): LedgerBooking {
  return {
    invoice_nr: booking.invoiceNr,
    amount: booking.amount,
    at: iso(booking.at),
    req_id: booking.reqId ?? null,
    lines: booking.lines ?? null,
    shipping_info: booking.shipping ?? null,
  }
}

/** A payment's page in the ledger: a copy, so that nobody changes the books by it. */
export function showPayment(payment: Payment, now: number): LedgerPayment {
  const expiry = expiryOf(payment)
  return structuredClone({
    pay_id: payment.payId,
    trans_id: payment.transId,
    merchant_id: payment.merchantId,
    account: payment.account,
    ref_nr: payment.refNr ?? null,
    state: stateOf(payment, now),
    currency: payment.currency,
    session_amount: payment.sessionAmount,
    tax_amount: payment.taxAmount,
    authorized: payment.authorized,
    captured: capturedOf(payment),
    credited: creditedOf(payment),
    released: payment.released,
    remaining: remainingOf(payment, now),
    lines: payment.lines,
    captures: payment.captures.map(showBooking),
    credits: payment.credits.map(showBooking),
    klarna_order_id: payment.klarnaOrderId ?? null,
    billing_agreement_id: payment.billingAgreementId ?? null,
    client_token: payment.clientToken ?? null,
    created_at: iso(payment.createdAt),
    ordered_at: payment.orderedAt === undefined ? null : iso(payment.orderedAt),
    expires_at: expiry === undefined ? null : iso(expiry),
    url_confirm: payment.urlConfirm ?? null,
    url_notify: payment.urlNotify ?? null,
    hosted: payment.hosted ? showHosted(payment.hosted) : null,
    addresses: payment.addresses,
    shopper: payment.shopper,
    steps: payment.steps.map((step) => ({
      call: step.call,
      status: step.status,
      code: step.code,
      xid: step.xid,
      req_id: step.parameters["ReqID"] ?? null,
      at: iso(step.at),
      parameters: step.parameters,
    })),
  })
}
