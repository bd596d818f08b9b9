import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { listProviderIds } from "../../connection"
import {
  PAYGATE_KLARNA_BOOKS,
  remainingAmount,
  type AttentionRow,
  type PaygateKlarnaBooks,
  type PaygatePaymentRecord,
} from "../../modules/paygate-klarna"
import type { Currency } from "../../paygate"
import { toMajor } from "../../purchase"
import { findOrderOfSession, listMedusaPayments, readOrderNumber } from "../../reconciliation"
import type { AttentionEntry, AttentionResponse } from "../../types/attention"
import { warnBefore } from "./_warn-before"

export interface ListAttentionInput {
  limit: number
  offset: number
}

/** Until when an authorization of each provider counts as about to lapse. */
function warnDates(container: MedusaContainer): Record<string, Date> {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  return Object.fromEntries(listProviderIds(config).map((id) => [id, warnBefore(config, id)]))
}

async function show(
  container: MedusaContainer,
  { kind, since, minor_amount }: AttentionRow,
  payment: PaygatePaymentRecord,
): Promise<AttentionEntry> {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  const payments = await listMedusaPayments(container, books, payment)
  const orderId = await findOrderOfSession(container, payment.payment_session_id)
  const currency = payment.currency_code as Currency
  const left = payment.authorized_amount > 0 ? remainingAmount(payment) : payment.session_amount
  return {
    id: payments.at(-1)?.id ?? payment.payment_session_id,
    order_id: orderId ?? null,
    display_id: orderId ? await readOrderNumber(container, orderId) : null,
    kind,
    since: new Date(since).toISOString(),
    amount: toMajor(minor_amount ?? left, currency),
    currency_code: currency.toLowerCase(),
  }
}

export const listAttentionStep = createStep(
  "list-paygate-klarna-attention",
  async ({ limit, offset }: ListAttentionInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const { rows, count } = await books.listAttention({ warnBefore: warnDates(container), limit, offset })
    const records = await books.listPaygatePayments({ id: rows.map(({ payment_id }) => payment_id) })
    const byId = new Map(records.map((record) => [record.id, record]))
    const payments: AttentionEntry[] = []
    for (const row of rows) {
      const record = byId.get(row.payment_id)
      if (record) {
        payments.push(await show(container, row, record))
      }
    }
    return new StepResponse<AttentionResponse>({ payments, count, limit, offset })
  },
)
