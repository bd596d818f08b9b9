import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { MedusaPayment } from "./medusa-payments"

/** A payment collection of an order's. */
export interface OrderCollection {
  id: string
  status: string
  amount: BigNumberInput
  raw_amount?: BigNumberInput
  payments: OrderPayment[]
  payment_sessions: { id: string; status: string; amount: BigNumberInput; raw_amount?: BigNumberInput }[]
}

/** A payment of an order's, with the session it came of. */
export type OrderPayment = MedusaPayment & { payment_session_id: string }

/** An order as far as its payments go. */
export interface OrderWithPayments {
  id: string
  status: string
  currency_code: string
  total: BigNumberInput
  raw_total?: BigNumberInput
  /** What was paid, and below zero what was paid back. */
  transactions: {
    reference?: string | null
    reference_id?: string | null
    amount: BigNumberInput
    raw_amount?: BigNumberInput
  }[]
  payment_collections: OrderCollection[]
}

const ORDER_FIELDS = [
  "id",
  "status",
  "currency_code",
  "total",
  "raw_total",
  "transactions.*",
  "payment_collections.*",
  "payment_collections.payments.*",
  "payment_collections.payments.captures.*",
  "payment_collections.payments.refunds.*",
  "payment_collections.payment_sessions.id",
  "payment_collections.payment_sessions.status",
  "payment_collections.payment_sessions.amount",
  "payment_collections.payment_sessions.raw_amount",
]

/** The order a payment session belongs to, once there is one. */
export async function findOrderOfSession(container: MedusaContainer, sessionId: string): Promise<string | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment_session",
    fields: ["id", "payment_collection.order.id"],
    filters: { id: sessionId },
  })
  const session = data[0] as { payment_collection?: { order?: { id: string } | null } | null } | undefined
  return session?.payment_collection?.order?.id
}

/** The order one of Medusa's payments belongs to. */
export async function findOrderOfPayment(container: MedusaContainer, paymentId: string): Promise<string | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment",
    fields: ["id", "payment_collection.order.id"],
    filters: { id: paymentId },
  })
  const payment = data[0] as { payment_collection?: { order?: { id: string } | null } | null } | undefined
  return payment?.payment_collection?.order?.id
}

/** The order that a fulfillment sends. */
export async function findOrderOfFulfillment(
  container: MedusaContainer,
  fulfillmentId: string,
): Promise<string | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "fulfillment",
    fields: ["id", "order.id"],
    filters: { id: fulfillmentId },
  })
  return (data[0] as { order?: { id: string } | null } | undefined)?.order?.id
}

/** An order with its payments, its collections oldest first. */
export async function readOrder(container: MedusaContainer, orderId: string): Promise<OrderWithPayments | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ORDER_FIELDS,
    filters: { id: orderId },
  })
  const order = data[0] as unknown as OrderWithPayments | undefined
  if (!order) {
    return undefined
  }
  const collections = (order.payment_collections ?? []).map((collection) => ({
    ...collection,
    payments: (collection.payments ?? []).map((payment) => ({
      ...payment,
      captures: payment.captures ?? [],
      refunds: payment.refunds ?? [],
    })),
    payment_sessions: collection.payment_sessions ?? [],
  }))
  return {
    ...order,
    transactions: order.transactions ?? [],
    payment_collections: collections.sort((one, other) => (one.id < other.id ? -1 : 1)),
  }
}

/** Whether Medusa says of a collection that nothing is authorized for it. */
export function saysUnpaid({ status }: { status: string }): boolean {
  return status === "not_paid" || status === "awaiting"
}

/** Whether a collection waits to be paid, and neither a payment nor a decision of Klarna's is tied to it. */
export function isUnpaid(collection: OrderCollection): boolean {
  return (
    saysUnpaid(collection) &&
    collection.payments.length === 0 &&
    collection.payment_sessions.every((session) => session.status !== "authorized" && !isAwaited(session))
  )
}

/** Whether Klarna still decides over a session. */
export function isAwaited({ status }: { status: string }): boolean {
  return status === "pending_authorization"
}
