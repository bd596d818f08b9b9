import type { MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import {
  PAYGATE_KLARNA_BOOKS,
  remainingAmount,
  type PaygateKlarnaBooks,
  type PaygatePaymentRecord,
} from "../modules/paygate-klarna"
import type { Currency } from "../paygate"
import { roundDifference, toDecimal, toMajor, type Decimal } from "../purchase"
import { exact, exactSum } from "./medusa-payments"
import { isAwaited, readOrder, type OrderPayment, type OrderWithPayments } from "./orders"

/** A Paygate payment of an order, with the payments of Medusa's that stand or stood for it, oldest first. */
export interface Authorization {
  record: PaygatePaymentRecord
  payments: OrderPayment[]
  /** What those of Medusa's can still capture, in minor units; no more than what is left at Paygate. */
  openAmount: number
}

/** What is to be paid for an order, and by what. */
export interface OrderAccount {
  order: OrderWithPayments
  currency: Currency
  authorizations: Authorization[]
  /** What is due, in minor units; never below zero. */
  dueAmount: number
  /** What is due and covered by nothing, in minor units; below zero when too much is authorized. */
  uncoveredAmount: number
  /** The same, never below zero, and less what is being captured: Medusa writes the order's transaction last. */
  missingAmount: number
}

/** What a payment of Medusa's can still capture, in major units. */
export function openAmount(payment: OrderPayment): Decimal {
  if (payment.canceled_at || payment.captured_at) {
    return MathBN.convert(0)
  }
  const open = exact(payment).minus(exactSum(payment.captures))
  return open.isPositive() ? open : MathBN.convert(0)
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), MathBN.convert(0))
}

/** The Paygate payments of an order, oldest first, each once, however many of Medusa's stand for it. */
async function listAuthorizations(books: PaygateKlarnaBooks, order: OrderWithPayments) {
  const payments = order.payment_collections.flatMap((collection) => collection.payments)
  // A storefront may have Medusa delete a session that was paid already.
  const sessions = [
    ...order.payment_collections.flatMap(({ payment_sessions }) => payment_sessions.map(({ id }) => id)),
    ...payments.map(({ payment_session_id }) => payment_session_id),
  ]
  const records =
    sessions.length === 0
      ? []
      : await books.listPaygatePayments({ payment_session_id: sessions }, { order: { created_at: "ASC" } })
  return Promise.all(
    records.map(async (record) => {
      const own = new Set(await books.listSessionIds(record))
      return { record, payments: payments.filter(({ payment_session_id }) => own.has(payment_session_id)) }
    }),
  )
}

/** Captures that the order has no transaction of yet. */
function unbookedCaptures({ payment_collections, transactions }: OrderWithPayments): Decimal {
  const booked = new Set(transactions.map(({ reference_id }) => reference_id))
  const captures = payment_collections.flatMap(({ payments }) => payments.flatMap((payment) => payment.captures))
  return exactSum(captures.filter(({ id }) => !booked.has(id)))
}

/**
 * Tells which of an order's transactions are no capture or refund of these payments. Those are in the books, and count
 * as there: Medusa writes a transaction for an attempt's row that it deletes in the next moment, and some with another
 * attempt's amount.
 */
function isElsewhere({ payment_collections }: OrderWithPayments, ours: ReadonlySet<string>) {
  const others = payment_collections.flatMap(({ payments }) => payments.filter(({ id }) => !ours.has(id)))
  const ids = new Set(
    others.flatMap(({ id, captures, refunds }) => [id, ...[...captures, ...refunds].map((row) => row.id)]),
  )
  return ({ reference, reference_id }: OrderWithPayments["transactions"][number]) =>
    (reference !== "capture" && reference !== "refund") || ids.has(reference_id ?? "")
}

/**
 * Reads what is to be paid for an order, and by what; nothing where Klarna has no part in it. Medusa's own
 * `pending_difference` leaves out what a requested return would take off, which is to be paid until the goods have come
 * back.
 */
export async function readAccount(container: MedusaContainer, orderId: string): Promise<OrderAccount | undefined> {
  const order = await readOrder(container, orderId)
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const found = order ? await listAuthorizations(books, order) : []
  if (!order || found.length === 0) {
    return undefined
  }
  const currency = order.currency_code.toUpperCase() as Currency
  const covers = found.map(({ record, payments }) => {
    const left = toDecimal(toMajor(Math.max(0, remainingAmount(record)), currency))
    return { record, payments, open: MathBN.min(sumOf(payments.map(openAmount)), left) }
  })
  const ours = new Set(found.flatMap(({ payments }) => payments.map(({ id }) => id)))
  const paidElsewhere = order.transactions.filter(isElsewhere(order, ours)).map(exact)
  const paidHere = found.map(({ record }) =>
    toDecimal(toMajor(record.captured_amount - record.refunded_amount, currency)),
  )
  const elsewhere = order.payment_collections.flatMap(({ payments, payment_sessions }) => [
    ...payments.filter(({ id }) => !ours.has(id)).map(openAmount),
    ...payment_sessions.filter(isAwaited).map(exact),
  ])
  const due = toDecimal(order.raw_total ?? order.total).minus(sumOf([...paidHere, ...paidElsewhere]))
  const uncovered = due.minus(sumOf([...covers.map(({ open }) => open), ...elsewhere]))
  return {
    order,
    currency,
    authorizations: covers.map(({ open, ...authorization }) => ({
      ...authorization,
      openAmount: roundDifference(open, currency),
    })),
    dueAmount: Math.max(0, roundDifference(due, currency)),
    uncoveredAmount: roundDifference(uncovered, currency),
    missingAmount: Math.max(0, roundDifference(uncovered.minus(unbookedCaptures(order)), currency)),
  }
}
