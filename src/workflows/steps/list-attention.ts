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
import { findWhereabouts, type Whereabouts } from "../../reconciliation"
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

function show(
  { kind, since, minor_amount }: AttentionRow,
  payment: PaygatePaymentRecord,
  { paymentId, order }: Whereabouts,
): AttentionEntry {
  const currency = payment.currency_code as Currency
  const left = payment.authorized_amount > 0 ? remainingAmount(payment) : payment.session_amount
  return {
    id: paymentId ?? payment.payment_session_id,
    order_id: order?.id ?? null,
    display_id: order?.display_id ?? null,
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
    const records = await books.listPaygatePayments(
      { id: rows.map(({ payment_id }) => payment_id) },
      { take: rows.length },
    )
    const byId = new Map(records.map((record) => [record.id, record]))
    const whereabouts = await findWhereabouts(container, books, records)
    const payments = rows.flatMap((row) => {
      const [record, found] = [byId.get(row.payment_id), whereabouts.get(row.payment_id)]
      return record && found ? [show(row, record, found)] : []
    })
    return new StepResponse<AttentionResponse>({ payments, count, limit, offset })
  },
)
