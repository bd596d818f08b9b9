import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { isInformational } from "../../src/operations"
import type { Payment } from "../clients/merchant"
import type { ShopSuite } from "../shop/suite"
import type { Scene } from "./scene"

interface OrderRead {
  status: string
  payment_status: string
  payment_collections: { payments: Payment[] }[]
  transactions: { amount: number; reference: string }[]
}

const FIELDS = [
  "status",
  "payment_status",
  "*payment_collections.payments",
  "*payment_collections.payments.captures",
  "*payment_collections.payments.refunds",
  "*transactions",
].join(",")

/** How an order stands, in minor units, once both sides agree. */
export interface Standing {
  captured: number
  refunded: number
  released: number
  remaining: number
  payment_status: string
}

const minor = (amount: number) => Math.round(Math.abs(amount) * 100)
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const ascending = (amounts: number[]) => [...amounts].sort((one, other) => one - other)

export function readBooks({ getContainer }: ShopSuite): PaygateKlarnaBooks {
  return getContainer().resolve(PAYGATE_KLARNA_BOOKS)
}

/**
 * Compares Medusa's payments, the order's own transactions, the books and Paygate's ledger, row by row and to the cent;
 * none may have anything open. `stillDue` (minor units) is what the merchant has released while Medusa's order is still
 * over it. Answers how the order stands then.
 */
export async function expectBothSidesAgree(
  suite: ShopSuite,
  scene: Scene,
  { orderId, payId, sessionId }: { orderId: string; payId: string; sessionId: string },
  { stillDue = 0 }: { stillDue?: number } = {},
): Promise<Standing> {
  const { order } = await scene.merchant.http.get<{ order: OrderRead }>(`/admin/orders/${orderId}?fields=${FIELDS}`)
  const booked = (await readBooks(suite).findPaymentBySession(sessionId))!
  const atPaygate = scene.ledger(payId)
  const payments = order.payment_collections.flatMap((collection) => collection.payments)
  const captures = ascending(atPaygate.captures.map(({ amount }) => amount))
  const refunds = ascending(atPaygate.credits.map(({ amount }) => amount))
  const rowsOf = (name: "captures" | "refunds") =>
    ascending(payments.flatMap((payment) => payment[name].map(({ amount }) => minor(amount))))
  const transactionsOf = (name: string) =>
    ascending(order.transactions.filter(({ reference }) => reference === name).map(({ amount }) => minor(amount)))
  const open = payments.filter(({ canceled_at }) => canceled_at === null)
  const openOperation = await readBooks(suite).findOpenOperation(booked.id)
  const { authorized, captured, credited, released, remaining } = atPaygate

  expect({
    payments: { captures: rowsOf("captures"), refunds: rowsOf("refunds") },
    transactions: { captures: transactionsOf("capture"), refunds: transactionsOf("refund") },
    books: {
      authorized: booked.authorized_amount,
      captured: booked.captured_amount,
      refunded: booked.refunded_amount,
      released: booked.released_amount,
    },
    capturable:
      order.status === "canceled"
        ? 0
        : sum(open.map(({ amount, captures }) => minor(amount) - sum(captures.map((row) => minor(row.amount))))),
    // Klarna may be told the order's number right now, which no step depends on.
    openOperation: openOperation && !isInformational(openOperation) ? openOperation.kind : "none",
  }).toEqual({
    payments: { captures, refunds },
    transactions: { captures, refunds },
    books: { authorized, captured, refunded: credited, released },
    capturable: remaining + stillDue,
    openOperation: "none",
  })
  return { captured, refunded: credited, released, remaining, payment_status: order.payment_status }
}
