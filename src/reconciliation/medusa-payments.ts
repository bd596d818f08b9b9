import type { BigNumberInput, CaptureDTO, MedusaContainer, PaymentDTO, RefundDTO } from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import type { PaygateKlarnaBooks, PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { Currency } from "../paygate"
import { toDecimal, toMinor, type Decimal } from "../purchase"

/** A capture or refund of Medusa's. */
export type MedusaRow = Pick<CaptureDTO | RefundDTO, "id" | "amount" | "created_at"> & { raw_amount?: unknown }

/** Longer than Medusa's own workflow takes from the row to its last step. */
const WORKFLOW_MINUTES = 5

/** Whether Medusa's own workflow, if it lives, has come to its end with this row. */
export function isSettledRow({ created_at }: { created_at?: string | Date }): boolean {
  return created_at !== undefined && Date.now() - new Date(created_at).getTime() > WORKFLOW_MINUTES * 60_000
}

/** One of Medusa's payments, with what was captured and refunded on it. */
export type MedusaPayment = PaymentDTO & { captures: MedusaRow[]; refunds: MedusaRow[] }

/** Medusa's payments of one Paygate payment, oldest first: more than one after a change of the order. */
export async function listMedusaPayments(
  container: MedusaContainer,
  books: PaygateKlarnaBooks,
  payment: PaygatePaymentRecord,
): Promise<MedusaPayment[]> {
  const sessions = await books.listSessionIds(payment)
  const payments = await container
    .resolve(Modules.PAYMENT)
    .listPayments(
      { payment_session_id: sessions },
      { relations: ["captures", "refunds"], order: { created_at: "ASC" }, take: sessions.length },
    )
  return payments.map((one) => ({ ...one, captures: one.captures ?? [], refunds: one.refunds ?? [] }))
}

/** Anything of Medusa's with an amount, and its unrounded copy. */
export interface Amount {
  amount: unknown
  raw_amount?: unknown
}

/** An amount of Medusa's in major units, unrounded. */
export function exact({ raw_amount, amount }: Amount): Decimal {
  return toDecimal((raw_amount ?? amount) as BigNumberInput)
}

/** The sum of amounts in major units, unrounded. */
export function exactSum(rows: readonly Amount[]): Decimal {
  return rows.reduce((sum, row) => sum.plus(exact(row)), MathBN.convert(0))
}

/** The sum of rows in minor units, rounded once. */
export function minorSum(rows: readonly Amount[], currency: Currency): number {
  return toMinor(exactSum(rows), currency)
}

/** What of one of Medusa's payments may still be captured, in minor units. */
export function openMinorAmount(payment: MedusaPayment, currency: Currency): number {
  if (payment.canceled_at || payment.captured_at) {
    return 0
  }
  return Math.max(0, toMinor(exact(payment), currency) - minorSum(payment.captures, currency))
}
