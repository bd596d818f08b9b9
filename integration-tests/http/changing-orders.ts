import { setTimeout as wait } from "node:timers/promises"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { reconcileDuePaymentsWorkflow } from "../../src/workflows"
import type { Merchant, Payment } from "../clients/merchant"
import type { PaymentSession } from "../clients/shopper"
import type { ShopSuite } from "../shop/suite"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { sumsOf, type Scene } from "./scene"

/** What a mug and its delivery cost, in minor units. */
export const MUG = 1000
export const DELIVERY = 490
/** The total of an order of mugs. */
export const mugs = (count: number) => count * MUG + DELIVERY
/** A cart with three mugs in it. */
export const THREE_MUGS = { items: { "MUG-WHITE": 3 } }

/** Major to minor units. */
export const minor = (amount: number) => Math.round(amount * 100)

const isUnpaid = (status: string) => ["not_paid", "awaiting"].includes(status)

const sum = (rows: { amount: number }[]) => rows.reduce((total, { amount }) => total + minor(amount), 0)

interface OrderRead {
  status: string
  payment_status: string
  total: number
  items: { id: string; variant_sku: string; quantity: number }[]
  transactions: { amount: number }[]
  payment_collections: { id: string; status: string; amount: number; payments: Payment[] }[]
}

const FIELDS = [
  "status",
  "payment_status",
  "total",
  "*items",
  "*transactions",
  "*payment_collections",
  "*payment_collections.payments",
  "*payment_collections.payments.captures",
  "*payment_collections.payments.refunds",
].join(",")

export async function readOrder({ http }: Merchant, orderId: string): Promise<OrderRead> {
  return (await http.get<{ order: OrderRead }>(`/admin/orders/${orderId}?fields=${FIELDS}`)).order
}

/** An order's money as Medusa has it, in minor units. */
export async function moneyOf(merchant: Merchant, orderId: string) {
  const order = await readOrder(merchant, orderId)
  const collections = [...order.payment_collections].sort((one, other) => (one.id < other.id ? -1 : 1))
  const payments = collections.flatMap((collection) => collection.payments)
  const open = ({ amount, captures, canceled_at, captured_at }: Payment) =>
    canceled_at || captured_at ? 0 : minor(amount) - sum(captures)
  return {
    status: order.payment_status,
    due: minor(order.total) - sum(order.transactions),
    captured: payments.reduce((total, { captures }) => total + sum(captures), 0),
    refunded: payments.reduce((total, { refunds }) => total + sum(refunds), 0),
    /** What the merchant can still capture. */
    open: payments.reduce((total, payment) => total + open(payment), 0),
    /** What the shopper could still pay. */
    unpaid: collections
      .filter(({ status, payments }) => isUnpaid(status) && payments.length === 0)
      .map(({ amount }) => minor(amount)),
    /** Collections that have a payment, but do not say so yet: Medusa writes their state last. */
    unstated: collections.filter(({ status, payments }) => payments.length > 0 && isUnpaid(status)).map(({ id }) => id),
    /** Those that can still be captured. */
    live: payments.filter((payment) => open(payment) > 0),
    payments,
    collections,
  }
}

/** Confirms an order edit that gives the lines with these article numbers these quantities. */
export async function editOrder(
  merchant: Merchant,
  orderId: string,
  quantities: Record<string, number>,
): Promise<void> {
  const { items } = await readOrder(merchant, orderId)
  await merchant.http.post("/admin/order-edits", { order_id: orderId })
  for (const [sku, quantity] of Object.entries(quantities)) {
    const item = items.find(({ variant_sku }) => variant_sku === sku)
    await merchant.http.post(`/admin/order-edits/${orderId}/items/item/${item?.id}`, { quantity })
  }
  await merchant.http.post(`/admin/order-edits/${orderId}/request`)
  await merchant.http.post(`/admin/order-edits/${orderId}/confirm`)
}

/** What Paygate was asked for, by the call's name. */
export const callsOf = (scene: Scene, payId: string, call: string) =>
  scene.ledger(payId).steps.filter((step) => step.call === call)

/**
 * Waits until what can be captured are payments over exactly these amounts (minor units), and nothing waits to be paid.
 * Answers the first.
 */
export function capturable({ merchant }: Scene, orderId: string, ...amounts: number[]): Promise<Payment> {
  return eventually(async () => {
    const { live, unpaid, unstated } = await moneyOf(merchant, orderId)
    expect({ live: live.map(({ amount }) => minor(amount)).sort(), unpaid, unstated }).toEqual({
      live: amounts.sort(),
      unpaid: [],
      unstated: [],
    })
    return live[0]!
  })
}

/** Opens a session of the shopper's over what is still to be paid for an order. */
export async function openSession(suite: ShopSuite, { shopper }: Scene, collectionId: string): Promise<PaymentSession> {
  const { payment_collection } = await shopper.http.post<{
    payment_collection: { payment_sessions: PaymentSession[] }
  }>(`/store/payment-collections/${collectionId}/payment-sessions`, { provider_id: suite.shop().providerId })
  return payment_collection.payment_sessions.at(-1)!
}

/** Hands in the token of Klarna's widget. Answers how the session stands then. */
export async function handIn(scene: Scene, { id, data }: PaymentSession): Promise<string> {
  const { payment_session } = await scene.shopper.http.post<{ payment_session: { status: string } }>(
    `/store/paygate-klarna/payment-sessions/${id}/authorization`,
    { authorization_token: scene.klarnaToken(data.client_token) },
  )
  return payment_session.status
}

const LOCK_OF_ORDER = `select 1 from pg_locks
  where locktype = 'advisory' and (classid::bigint << 32) | objid::bigint = hashtextextended(?, 0)`

/** Waits until the shop has done what follows an order's last event, so that nothing is under way when a test ends. */
export async function quiet(suite: ShopSuite, orderId: string): Promise<void> {
  // Free twice: those that wait for the order look again every 50 ms.
  for (let free = 0; free < 2;) {
    await wait(100)
    const locks = await sql(suite, LOCK_OF_ORDER, [`paygate-klarna:${orderId}`])
    free = locks.length > 0 ? 0 : free + 1
  }
}

/** What the job does each minute, once ten of them have passed. */
export async function runJobLater({ getContainer }: ShopSuite): Promise<void> {
  const database = getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await database.raw(
    "update paygate_klarna_operation set created_at = created_at - interval '10 minutes', repeating_at = null",
  )
  await database.raw("update payment set created_at = created_at - interval '10 minutes'")
  await database.raw("update paygate_klarna_payment set next_check_at = now() where next_check_at is not null")
  await reconcileDuePaymentsWorkflow(getContainer()).run({ input: {} })
}

/** Medusa's captures and refunds are Paygate's to the cent, and what can be captured there is what is authorized here. */
export async function expectAgreement(scene: Scene, orderId: string, ...payIds: string[]) {
  const money = await moneyOf(scene.merchant, orderId)
  const ledgers = payIds.map((payId) => sumsOf(scene.ledger(payId)))
  const total = (name: keyof (typeof ledgers)[0]) => ledgers.reduce((all, ledger) => all + ledger[name], 0)
  const { captured, refunded, open } = money
  expect({ captured, refunded, open }).toEqual({
    captured: total("captured"),
    refunded: total("credited"),
    open: total("remaining"),
  })
  return money
}
