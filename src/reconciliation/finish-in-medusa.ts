import type {
  CaptureDTO,
  MedusaContainer,
  PaymentCollectionDTO,
  PaymentDTO,
  RefundDTO,
} from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import type { Currency } from "../paygate"
import { toMajor, toMinor } from "../purchase"
import { isSettledRow, minorSum, openMinorAmount, type MedusaPayment } from "./medusa-payments"
import { saysUnpaid } from "./orders"
import { completeTransactions } from "./order-transactions"
import { withOrder } from "./with-order"

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
    await withOrder(container, orderId, () => completeTransactions(container, payments, orderId))
  }
  for (const payment of payments) {
    await finishCapture(container, payment)
  }
  for (const id of new Set(payments.map(({ payment_collection_id }) => payment_collection_id))) {
    await finishCollection(container, id)
  }
}

async function finishCapture(container: MedusaContainer, payment: MedusaPayment): Promise<void> {
  const currency = payment.currency_code.toUpperCase() as Currency
  const captured = minorSum(payment.captures, currency)
  const isWhole = captured > 0 && payment.captures.every(isSettledRow) && openMinorAmount(payment, currency) === 0
  if (isWhole && !payment.captured_at && !payment.canceled_at) {
    await container.resolve(Modules.PAYMENT).updatePayment({ id: payment.id, captured_at: new Date() } as never)
  }
}

/** The collection's own state and sums, by which Medusa tells how far an order is paid; it writes them last. */
async function finishCollection(container: MedusaContainer, id: string): Promise<void> {
  const module = container.resolve(Modules.PAYMENT)
  const collection = await module.retrievePaymentCollection(id, {
    relations: ["payments", "payments.captures", "payments.refunds"],
  })
  const payments = collection.payments ?? []
  const captures = payments.flatMap((payment) => payment.captures ?? [])
  const refunds = payments.flatMap((payment) => payment.refunds ?? [])
  if (![...captures, ...refunds].every(isSettledRow)) {
    return
  }
  const missing = {
    ...missingAuthorization(collection, payments),
    ...missingSums(collection, { captures, refunds }),
  }
  if (Object.keys(missing).length > 0) {
    await module.updatePaymentCollections(id, missing)
  }
}

/** The authorization of a payment that is there, while the collection still says that nothing is paid. */
function missingAuthorization(
  collection: PaymentCollectionDTO,
  payments: readonly PaymentDTO[],
): Partial<PaymentCollectionDTO> {
  const live = payments.filter(({ canceled_at }) => !canceled_at)
  if (!saysUnpaid(collection) || live.length === 0 || !live.every(isSettledRow)) {
    return {}
  }
  const currency = collection.currency_code.toUpperCase() as Currency
  const authorized = minorSum(live, currency)
  const { AUTHORIZED, PARTIALLY_AUTHORIZED } = PaymentCollectionStatus
  return {
    status: authorized >= toMinor(collection.amount, currency) ? AUTHORIZED : PARTIALLY_AUTHORIZED,
    authorized_amount: toMajor(authorized, currency),
  }
}

function missingSums(
  { status, amount, currency_code, captured_amount, refunded_amount }: PaymentCollectionDTO,
  rows: { captures: readonly CaptureDTO[]; refunds: readonly RefundDTO[] },
): Partial<PaymentCollectionDTO> {
  const currency = currency_code.toUpperCase() as Currency
  const captured = minorSum(rows.captures, currency)
  const refunded = minorSum(rows.refunds, currency)
  if (captured === toMinor(captured_amount ?? 0, currency) && refunded === toMinor(refunded_amount ?? 0, currency)) {
    return {}
  }
  const isPaid = captured >= toMinor(amount, currency) && status !== "canceled"
  return {
    captured_amount: toMajor(captured, currency),
    refunded_amount: toMajor(refunded, currency),
    ...(isPaid ? { status: PaymentCollectionStatus.COMPLETED, completed_at: new Date().toISOString() } : {}),
  }
}
