import type { OrderLine } from "../paygate"
import type { HostedSession } from "./hosted/session"
import type { ResultValues } from "./result"

/** Klarna's periods in milliseconds (protocol facts, section 9, "Lifetimes" and "Order management"). */
export const SESSION_LIFETIME = 48 * 60 * 60 * 1000
export const TOKEN_LIFETIME = 60 * 60 * 1000
export const AUTHORIZATION_LIFETIME = 28 * 24 * 60 * 60 * 1000

/** A capture or a credit. */
export interface Booking {
  invoiceNr: string
  /** Minor units. */
  amount: number
  at: number
  reqId?: string | undefined
  lines?: readonly OrderLine[] | undefined
  shipping?: unknown
}

/** One answered request about a payment, refused ones included. */
export interface Step {
  call: string
  xid: string
  status: string
  code: string
  at: number
  /** As received, by name, without MAC. */
  parameters: Readonly<Record<string, string>>
}

/** Addresses and personal data in wire spelling. */
export type WireFields = Readonly<Record<string, string>>

/** A payment; amounts in minor units, times in milliseconds of the simulator's clock. */
export interface Payment {
  payId: string
  merchantId: string
  account: string
  transId: string
  refNr?: string | undefined
  currency: string
  /** What the session was opened over; no change may exceed it. */
  sessionAmount: number
  taxAmount: number
  lines: readonly OrderLine[]
  clientToken?: string | undefined
  createdAt: number
  urlNotify?: string | undefined
  urlConfirm?: string | undefined
  /** Address fields (`bd…`, `sd…`) as they stand now. */
  addresses: WireFields
  /** Address fields the widget's `authorize()` brought, by which Klarna decides when there are any. */
  widgetAddresses?: WireFields | undefined
  /** Further personal data of the session. */
  shopper: WireFields
  order: "none" | "pending" | "accepted" | "rejected"
  orderedAt?: number | undefined
  klarnaOrderId?: string | undefined
  billingAgreementId?: string | undefined
  authorized: number
  released: number
  /** Only of a payment that the hosted page opened. */
  hosted?: HostedSession | undefined
  /** What was last reported to the browser or URLNotify. */
  lastResult?: ResultValues | undefined
  captures: Booking[]
  credits: Booking[]
  steps: Step[]
}

function sum(bookings: readonly Booking[]): number {
  return bookings.reduce((total, booking) => total + booking.amount, 0)
}

export function capturedOf(payment: Payment): number {
  return sum(payment.captures)
}

export function creditedOf(payment: Payment): number {
  return sum(payment.credits)
}

/** When the authorization lapses, `undefined` before there is one. */
export function expiryOf(payment: Payment): number | undefined {
  return payment.orderedAt === undefined ? undefined : payment.orderedAt + AUTHORIZATION_LIFETIME
}

/** What can still be captured or released, in minor units; nothing once the authorization has lapsed. */
export function remainingOf(payment: Payment, now: number): number {
  return hasExpired(payment, now) ? 0 : payment.authorized - capturedOf(payment) - payment.released
}

export function hasExpired(payment: Payment, now: number): boolean {
  const expiry = expiryOf(payment)
  return payment.order === "accepted" && expiry !== undefined && now > expiry
}
