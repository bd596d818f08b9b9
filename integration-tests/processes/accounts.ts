import type { Simulator } from "../../src/simulator"
import type { Payment } from "../clients/merchant"
import type { Actors } from "./actors"

/** One side's books of an order, in minor units. */
export interface Account {
  captures: number[]
  refunds: number[]
  /** What can still be captured. */
  remaining: number
}

interface OrderRead {
  id: string
  status: string
  payment_status: string
  total: number
  payment_collections: { id: string; status: string; amount: number; payments: Payment[] }[]
  transactions: { amount: number; reference: string; reference_id: string }[]
  summary: { pending_difference: number }
}

const FIELDS = [
  "status",
  "payment_status",
  "total",
  "*payment_collections",
  "*payment_collections.payments",
  "*payment_collections.payments.captures",
  "*payment_collections.payments.refunds",
  "*transactions",
  "summary",
].join(",")

export const minor = (amount: number) => Math.round(amount * 100)
export const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const sorted = (amounts: number[]) => [...amounts].sort((one, other) => one - other)

export async function readOrder({ merchant }: Actors, orderId: string): Promise<OrderRead> {
  return (await merchant.http.get<{ order: OrderRead }>(`/admin/orders/${orderId}?fields=${FIELDS}`)).order
}

/** What Medusa has booked. */
export function accountInMedusa({ status, payment_collections }: OrderRead): Account {
  const payments = payment_collections.flatMap((collection) => collection.payments)
  return {
    captures: sorted(payments.flatMap(({ captures }) => captures.map(({ amount }) => minor(amount)))),
    refunds: sorted(payments.flatMap(({ refunds }) => refunds.map(({ amount }) => minor(amount)))),
    remaining: sum(
      payments
        // Cancelling an order, Medusa leaves a payment that was captured in part as it is.
        .filter(({ canceled_at }) => canceled_at === null && status !== "canceled")
        .map(({ amount, captures }) => minor(amount) - sum(captures.map((capture) => minor(capture.amount)))),
    ),
  }
}

/** What Paygate has carried out. */
export function accountAtPaygate(paygate: Simulator, payId: string): Account {
  const { captures, credits, remaining } = paygate.payment(payId)!
  return {
    captures: sorted(captures.map(({ amount }) => amount)),
    refunds: sorted(credits.map(({ amount }) => amount)),
    remaining,
  }
}

/** What the order says was paid and paid back. */
function accountInTransactions({ transactions }: OrderRead): Omit<Account, "remaining"> {
  const amounts = (reference: string) =>
    sorted(transactions.filter((row) => row.reference === reference).map(({ amount }) => Math.abs(minor(amount))))
  return { captures: amounts("capture"), refunds: amounts("refund") }
}

/** Nothing, a part, or everything of what was to be paid, as Medusa counts it. */
function shareOf(amount: number, due: number): number {
  return amount === 0 ? 0 : amount < due ? 0.5 : 1
}

/** Medusa's rule: equal shares captured and refunded count as refunded, so a part of a part does. */
function statusBy({ captures, refunds, remaining }: Account, { payment_collections }: OrderRead): string {
  const live = payment_collections.filter(({ status }) => status !== "canceled")
  const due = sum((live.length > 0 ? live : payment_collections).map(({ amount }) => minor(amount)))
  const [captured, refunded] = [shareOf(sum(captures), due), shareOf(sum(refunds), due)]
  if (refunded > 0) {
    return refunded === captured ? "refunded" : "partially_refunded"
  }
  if (captured > 0) {
    return captured === 1 ? "captured" : "partially_captured"
  }
  return remaining === 0 ? "canceled" : "authorized"
}

/** The customer owes what was not captured, whatever was paid back since. */
export async function expectDue(actors: Actors, orderId: string, minorAmount: number): Promise<void> {
  const { summary } = await readOrder(actors, orderId)
  expect({ due: minor(summary.pending_difference) }).toEqual({ due: minorAmount })
}

/** Medusa, the order's own sums and Paygate agree row by row, and the order's status says so. */
export async function expectAgreement(
  actors: Actors,
  orderId: string,
  payId: string,
  { hasSurplus = false } = {},
): Promise<Account> {
  const order = await readOrder(actors, orderId)
  const [medusa, atPaygate] = [accountInMedusa(order), accountAtPaygate(actors.paygate, payId)]
  const { captures, refunds } = atPaygate
  if (hasSurplus) {
    // Klarna lowers nothing after the first capture; what is too much is released once the order is paid.
    expect({ due: medusa.remaining }).toEqual({ due: minor(order.total) - sum(medusa.captures) })
    medusa.remaining = Math.max(medusa.remaining, atPaygate.remaining)
  }
  expect({ medusa }).toEqual({ medusa: atPaygate })
  expect({ transactions: accountInTransactions(order) }).toEqual({ transactions: { captures, refunds } })
  expect(order.payment_status).toBe(statusBy(atPaygate, order))
  return atPaygate
}
