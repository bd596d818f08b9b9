import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow, deleteOrderPaymentCollections } from "@medusajs/medusa/core-flows"
import type { Currency } from "../paygate"
import { roundDifference, toMajor } from "../purchase"
import { exact } from "./medusa-payments"
import type { OrderAccount } from "./order-account"
import { isUnpaid, type OrderCollection } from "./orders"

/** An amount of money. */
interface Money {
  minorAmount: number
  currency: Currency
}

/** Opens a collection for an order. Answers its id. */
export async function createCollection(
  container: MedusaContainer,
  orderId: string,
  { minorAmount, currency }: Money,
): Promise<string> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({
    input: { order_id: orderId, amount: toMajor(minorAmount, currency) },
  })
  return (result[0] as { id: string }).id
}

function minorAmountOf(collection: OrderCollection, currency: Currency): number {
  return roundDifference(exact(collection), currency)
}

/** Medusa's amounts may have more decimals than money has; one that is the same money stays as it is. */
export async function setAmount(
  container: MedusaContainer,
  collection: OrderCollection,
  { minorAmount, currency }: Money,
): Promise<void> {
  if (minorAmountOf(collection, currency) !== minorAmount) {
    await container
      .resolve(Modules.PAYMENT)
      .updatePaymentCollections(collection.id, { amount: toMajor(minorAmount, currency) })
  }
}

/**
 * Makes what waits to be paid what is due and not authorized yet: Medusa opens its collections over all that is due.
 * Answers the difference, in minor units. Raises only where `mayRaise`: where the order has not changed, it is for the
 * merchant to ask for more.
 */
export async function fitUnpaidCollections(
  container: MedusaContainer,
  { order, currency, missingAmount: difference }: OrderAccount,
  { mayRaise }: { mayRaise: boolean },
): Promise<number> {
  const unpaid = order.payment_collections.filter(isUnpaid)
  const waiting = unpaid.reduce((sum, collection) => sum + minorAmountOf(collection, currency), 0)
  // One over nothing goes, too.
  const fits = waiting === difference && (difference > 0 || unpaid.length === 0)
  if (fits || (waiting < difference && !mayRaise)) {
    return difference
  }
  const [stays, ...others] = [...unpaid].reverse()
  const goes = difference > 0 ? others : unpaid
  for (const collection of goes) {
    await withdraw(container, collection)
  }
  if (difference > 0) {
    await (stays
      ? setAmount(container, stays, { minorAmount: difference, currency })
      : createCollection(container, order.id, { minorAmount: difference, currency }))
  }
  return difference
}

/**
 * Ends a collection that nothing is to be paid of any more. Medusa has often set it to zero by then, and would count it
 * as captured, even when it is cancelled: so it is cancelled over what the shopper was asked for, or else deleted.
 */
async function withdraw(container: MedusaContainer, collection: OrderCollection): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT)
  const asked = [collection, ...collection.payment_sessions].map(exact).find((amount) => !amount.isZero())
  if (asked) {
    const status = PaymentCollectionStatus.CANCELED
    await payments.updatePaymentCollections(collection.id, { status, amount: asked.toNumber() })
    return
  }
  await deleteOrderPaymentCollections(container).run({ input: { id: collection.id } })
}
