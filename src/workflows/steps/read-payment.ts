import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import {
  PAYGATE_KLARNA_BOOKS,
  remainingAmount,
  type PaygateKlarnaBooks,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
} from "../../modules/paygate-klarna"
import type { Currency } from "../../paygate"
import { toMajor } from "../../purchase"
import type { PaygateOperationResponse, PaygatePaymentResponse, SumsResponse } from "../../types/payment"

export interface PaymentReference {
  /** Medusa's payment or payment session. */
  id: string
}

/** The payment in the books that one of Medusa's payments or sessions stands for. Throws `payment_unknown` (404). */
async function findPayment(container: MedusaContainer, id: string): Promise<PaygatePaymentRecord> {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  const [payment] = await container
    .resolve(Modules.PAYMENT)
    .listPayments({ id: [id] }, { relations: ["payment_session"], take: 1 })
  const found = await books.findPaymentBySession(payment?.payment_session?.id ?? id)
  if (!found) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such Klarna payment", "payment_unknown")
  }
  return found
}

function iso(date: Date | string | null): string | null {
  return date === null ? null : new Date(date).toISOString()
}

export function showOperation(operation: PaygateOperationRecord, currency: Currency): PaygateOperationResponse {
  const { id, kind, state, minor_amount, code, message, req_id, xid, created_at, duration_ms } = operation
  const amount = toMajor(minor_amount, currency)
  return { id, kind, state, amount, code, message, req_id, xid, created_at: iso(created_at) ?? "", duration_ms }
}

function showSums(sums: Record<string, number>, currency: Currency): SumsResponse {
  return Object.fromEntries(Object.entries(sums).map(([name, minorAmount]) => [name, toMajor(minorAmount, currency)]))
}

function showDivergence(
  divergence: PaygatePaymentRecord["divergence"],
  currency: Currency,
): PaygatePaymentResponse["payment"]["divergence"] {
  const sides = divergence as Record<"books" | "paygate" | "medusa", Record<string, number>> | null
  return (
    sides && {
      books: showSums(sides.books, currency),
      paygate: showSums(sides.paygate, currency),
      medusa: showSums(sides.medusa, currency),
    }
  )
}

function showPayment(
  id: string,
  payment: PaygatePaymentRecord,
  operations: readonly PaygateOperationRecord[],
): PaygatePaymentResponse {
  const currency = payment.currency_code as Currency
  const major = (minorAmount: number) => toMajor(minorAmount, currency)
  return {
    payment: {
      id,
      provider_id: payment.provider_id,
      state: payment.state,
      pay_id: payment.pay_id,
      ref_nr: payment.ref_nr,
      trans_id: payment.trans_id,
      klarna_order_id: payment.klarna_order_id,
      currency_code: currency.toLowerCase(),
      amount: major(payment.authorized_amount || payment.session_amount),
      captured: major(payment.captured_amount),
      refunded: major(payment.refunded_amount),
      released: major(payment.released_amount),
      remaining: major(remainingAmount(payment)),
      expires_at: iso(payment.expires_at),
      expired_at: iso(payment.expired_at),
      release_due_at: iso(payment.release_due_at),
      divergence: showDivergence(payment.divergence, currency),
      invoices: operations
        .filter(({ kind, state, invoice_nr }) => kind === "capture" && state === "succeeded" && invoice_nr !== null)
        .map(({ invoice_nr, minor_amount, created_at }) => ({
          invoice_nr: invoice_nr ?? "",
          amount: major(minor_amount),
          created_at: iso(created_at) ?? "",
        })),
    },
    operations: operations.map((operation) => showOperation(operation, currency)),
  }
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

export const readPaymentStep = createStep(
  "read-paygate-klarna-payment",
  async ({ id, operation_id }: ReadPaymentInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payment = await findPayment(container, id)
    const operations = await books.listPaygateOperations(
      { payment_id: payment.id },
      { order: { created_at: "ASC", id: "ASC" } },
    )
    const shown = showPayment(id, payment, operations)
    const operation = shown.operations.find((one) => one.id === operation_id) ?? null
    return new StepResponse({ ...shown, operation })
  },
)
