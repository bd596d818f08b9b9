import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Currency } from "../paygate"
import { exactRowAmount, minorSum, openMinorAmount, type MedusaPayment, type MedusaRow } from "./medusa-payments"

/** Longer than Medusa's own workflow takes from the row to its last step. */
const WORKFLOW_MINUTES = 5

function isSettled({ created_at }: MedusaRow): boolean {
  return created_at !== undefined && Date.now() - new Date(created_at).getTime() > WORKFLOW_MINUTES * 60_000
}

/**
 * Ends what Medusa's own capture and refund workflows began: a process that died after Paygate's answer leaves the row,
 * but neither the order's transaction, by which it knows what is still due, nor the payment's state.
 */
export async function finishInMedusa(
  container: MedusaContainer,
  payments: readonly MedusaPayment[],
  orderId: string | undefined,
): Promise<void> {
  if (orderId) {
    await addMissingTransactions(container, payments, orderId)
  }
  for (const payment of payments) {
    await finishCapture(container, payment)
  }
}

async function addMissingTransactions(
  container: MedusaContainer,
  payments: readonly MedusaPayment[],
  orderId: string,
): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  const rows = payments.flatMap(({ captures, refunds, currency_code }) => [
    ...captures.filter(isSettled).map((row) => ({ row, reference: "capture", sign: 1, currency_code })),
    ...refunds.filter(isSettled).map((row) => ({ row, reference: "refund", sign: -1, currency_code })),
  ])
  if (rows.length === 0) {
    return
  }
  const known = await orders.listOrderTransactions({ order_id: orderId }, { select: ["id", "reference_id"] })
  const ids = new Set(known.map(({ reference_id }) => reference_id))
  const missing = rows.filter(({ row }) => !ids.has(row.id))
  if (missing.length > 0) {
    await orders.addOrderTransactions(
      missing.map(({ row, reference, sign, currency_code }) => ({
        order_id: orderId,
        amount: exactRowAmount(row).times(sign).toNumber(),
        currency_code,
        reference,
        reference_id: row.id,
      })),
    )
  }
}

async function finishCapture(container: MedusaContainer, payment: MedusaPayment): Promise<void> {
  const module = container.resolve(Modules.PAYMENT)
  const currency = payment.currency_code.toUpperCase() as Currency
  const captured = minorSum(payment.captures, currency)
  const isWhole = captured > 0 && payment.captures.every(isSettled) && openMinorAmount(payment, currency) === 0
  if (!isWhole || payment.captured_at || payment.canceled_at) {
    return
  }
  await module.updatePayment({ id: payment.id, captured_at: new Date() } as never)
  const sum = payment.captures.reduce((total, row) => total + exactRowAmount(row).toNumber(), 0)
  await module.updatePaymentCollections(payment.payment_collection_id, {
    status: "completed",
    captured_amount: sum,
    completed_at: new Date(),
  } as never)
}
