import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { remainingAmount } from "../modules/paygate-klarna"
import type { Currency } from "../paygate"
import { toMajor } from "../purchase"
import { minorSum } from "./medusa-payments"
import { openAmount, type Authorization } from "./order-account"
import type { OrderPayment } from "./orders"

/**
 * What Medusa has given up of a payment, captured in part, is no longer part of it; without that, an order that is
 * wholly paid would count as paid in part for ever.
 */
export async function closeGivenUp(container: MedusaContainer, { record, payments }: Authorization): Promise<void> {
  for (const payment of payments) {
    if (payment.canceled_at && !payment.captured_at && payment.captures.length > 0) {
      await shrinkToCaptured(container, payment, record.currency_code as Currency)
    }
  }
}

/**
 * Ends Medusa's payments whose authorization was released: what can no longer be captured must not look as if it could.
 * A capture that Medusa does not know of yet has to be recorded first.
 */
export async function closeReleased(
  container: MedusaContainer,
  { record, payments }: Authorization,
  { isCanceled }: { isCanceled: boolean },
): Promise<void> {
  const currency = record.currency_code as Currency
  const captured = minorSum(
    payments.flatMap(({ captures }) => captures),
    currency,
  )
  if (remainingAmount(record) > 0 || captured !== record.captured_amount) {
    return
  }
  const module = container.resolve(Modules.PAYMENT)
  for (const payment of payments.filter((one) => openAmount(one).isPositive() && !openAmount(one).isZero())) {
    await module.updatePayment({ id: payment.id, canceled_at: new Date() } as never)
    // A cancelled order's collections are as Medusa wants them.
    if (!isCanceled && payment.captures.length > 0) {
      await shrinkToCaptured(container, payment, currency)
    } else if (!isCanceled) {
      const status = PaymentCollectionStatus.CANCELED
      await module.updatePaymentCollections(payment.payment_collection_id, { status })
    }
  }
}

async function shrinkToCaptured(container: MedusaContainer, payment: OrderPayment, currency: Currency): Promise<void> {
  const module = container.resolve(Modules.PAYMENT)
  const amount = toMajor(minorSum(payment.captures, currency), currency)
  await module.updatePayment({ id: payment.id, amount, captured_at: new Date() } as never)
  await module.updatePaymentCollections(payment.payment_collection_id, {
    amount,
    captured_amount: amount,
    status: PaymentCollectionStatus.COMPLETED,
    completed_at: new Date(),
  } as never)
}
