import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { toDecimal, toMinor } from "../purchase"
import type { Currency } from "../paygate"
import { openMinorAmount, type MedusaPayment } from "./medusa-payments"

/** A payment collection of an order's. */
export interface OrderCollection {
  id: string
  status: string
  amount: BigNumberInput
  raw_amount?: BigNumberInput
  created_at: string
  payments: MedusaPayment[]
  payment_sessions: { id: string; provider_id: string; status: string }[]
}

/** An order as far as its payments go. */
export interface OrderWithPayments {
  id: string
  display_id: number
  status: string
  currency_code: string
  /** Major units: what the customer still has to pay, or gets back when it is below zero. */
  summary: { pending_difference: BigNumberInput; raw_pending_difference?: BigNumberInput }
  payment_collections: OrderCollection[]
}

const ORDER_FIELDS = [
  "id",
  "display_id",
  "status",
  "currency_code",
  "summary",
  "payment_collections.*",
  "payment_collections.payments.*",
  "payment_collections.payments.captures.*",
  "payment_collections.payments.refunds.*",
  "payment_collections.payment_sessions.id",
  "payment_collections.payment_sessions.provider_id",
  "payment_collections.payment_sessions.status",
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
  return { ...order, payment_collections: collections.sort((one, other) => (one.id < other.id ? -1 : 1)) }
}

/** The Paygate payments behind an order, each once, however many of Medusa's sessions stand for it. */
export async function listPaygatePayments(
  container: MedusaContainer,
  { payment_collections }: OrderWithPayments,
): Promise<PaygatePaymentRecord[]> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const sessions = payment_collections.flatMap(({ payment_sessions }) => payment_sessions.map(({ id }) => id))
  return sessions.length === 0
    ? []
    : books.listPaygatePayments({ payment_session_id: sessions }, { order: { created_at: "ASC" } })
}

/** What is still to be paid for an order, in minor units; zero when the customer gets something back. */
export function dueMinorAmount({ summary, currency_code }: OrderWithPayments): number {
  const pending = toDecimal(summary.raw_pending_difference ?? summary.pending_difference)
  return pending.isPositive() ? toMinor(pending, currency_code.toUpperCase() as Currency) : 0
}

/** What of an order's due amount is covered by payments that can still be captured, in minor units. */
export function coveredMinorAmount({ payment_collections, currency_code }: OrderWithPayments): number {
  const currency = currency_code.toUpperCase() as Currency
  return payment_collections
    .flatMap(({ payments }) => payments)
    .reduce((sum, payment) => sum + openMinorAmount(payment, currency), 0)
}
