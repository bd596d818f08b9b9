import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Currency } from "../paygate"
import { exactRowAmount, isSettledRow, minorSum, openMinorAmount, type MedusaPayment } from "./medusa-payments"
import { completeTransactions } from "./order-transactions"

/** Seconds that somebody else may take with the same order. */
const PATIENCE = 60

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
    // Not by two at once: both would add what is missing.
    await container
      .resolve(Modules.LOCKING)
      .execute([`paygate-klarna:${orderId}`], () => completeTransactions(container, payments, orderId), {
        timeout: PATIENCE,
      })
  }
  for (const payment of payments) {
    await finishCapture(container, payment)
  }
}

async function finishCapture(container: MedusaContainer, payment: MedusaPayment): Promise<void> {
  const module = container.resolve(Modules.PAYMENT)
  const currency = payment.currency_code.toUpperCase() as Currency
  const captured = minorSum(payment.captures, currency)
  const isWhole = captured > 0 && payment.captures.every(isSettledRow) && openMinorAmount(payment, currency) === 0
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
