import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import {
  PAYGATE_KLARNA_BOOKS,
  type PaygateKlarnaBooks,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
} from "../../modules/paygate-klarna"
import { findOptions } from "../../operations"
import type { Currency } from "../../paygate"
import {
  findOrderOfSession,
  limitOf,
  listMedusaPayments,
  minorSum,
  mostAuthorized,
  readOrderItems,
  refundLimit,
  standingAmount,
  type MedusaPayment,
} from "../../reconciliation"
import { findPayment } from "./_find-payment"
import { showOrderItems } from "./_show-order-items"
import { showPayment, type PaymentFacts } from "./_show-payment"
import { warnBefore } from "./_warn-before"

export interface PaymentReference {
  /** Medusa's payment or payment session. */
  id: string
}

/** Finds the payment, and the operation that is open on it. */
export const findPaymentStep = createStep(
  "find-paygate-klarna-payment",
  async ({ id }: PaymentReference, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payment = await findPayment(container, id)
    const open = await books.findOpenOperation(payment.id)
    return new StepResponse({ payment_id: payment.id, operation_id: open?.id ?? null })
  },
)

export interface ReadPaymentInput extends PaymentReference {
  /** Told apart from the others in the answer. */
  operation_id?: string | null
}

/** What is due for the order as it stands, in minor units, where Klarna's order may be over as much. */
async function sendableAmount(
  container: MedusaContainer,
  orderId: string,
  payment: PaygatePaymentRecord,
  payments: readonly MedusaPayment[],
): Promise<number | null> {
  const amount = await standingAmount(container, orderId, payment)
  return amount > 0 && amount <= mostAuthorized(payment, payments) ? amount : null
}

async function readFacts(
  container: MedusaContainer,
  id: string,
  payment: PaygatePaymentRecord,
  operations: readonly PaygateOperationRecord[],
): Promise<PaymentFacts> {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  const payments = await listMedusaPayments(container, books, payment)
  const currency = payment.currency_code as Currency
  const sumOf = (name: "captures" | "refunds") =>
    minorSum(
      payments.flatMap((one) => one[name]),
      currency,
    )
  const orderId = await findOrderOfSession(container, payment.payment_session_id)
  return {
    id,
    orderId,
    options: findOptions(container, payment.provider_id),
    warnBefore: warnBefore(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), payment.provider_id),
    medusa: { captured: sumOf("captures"), refunded: sumOf("refunds") },
    limits: {
      capture: limitOf(payment, payments, "capture").minorAmount,
      refund: refundLimit(payment, payments, operations),
    },
    orderAmount: orderId ? await sendableAmount(container, orderId, payment, payments) : null,
  }
}

export const readPaymentStep = createStep(
  "read-paygate-klarna-payment",
  async ({ id, operation_id }: ReadPaymentInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payment = await findPayment(container, id)
    const operations = await books.listPaygateOperations(
      { payment_id: payment.id },
      { order: { created_at: "ASC", id: "ASC" } },
    )
    const facts = await readFacts(container, id, payment, operations)
    const shown = showPayment(payment, operations, facts)
    const operation = shown.operations.find((one) => one.id === operation_id) ?? null
    const currency = payment.currency_code as Currency
    const order_items = facts.orderId
      ? showOrderItems(await readOrderItems(container, facts.orderId, currency), currency)
      : null
    return new StepResponse({ ...shown, order_items, operation })
  },
)
