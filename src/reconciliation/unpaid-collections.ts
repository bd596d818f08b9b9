import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow } from "@medusajs/medusa/core-flows"
import type { Currency } from "../paygate"
import { roundDifference, toMajor } from "../purchase"
import type { OrderAccount } from "./order-account"
import { exact, isUnpaid, type OrderCollection } from "./orders"

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
 * Answers the difference, in minor units. Raises only where `mayRaise`, since a capture under way looks like a
 * difference for a moment.
 */
export async function fitUnpaidCollections(
  container: MedusaContainer,
  { order, currency, ...account }: OrderAccount,
  { mayRaise }: { mayRaise: boolean },
): Promise<number> {
  const difference = Math.max(0, account.uncoveredAmount)
  const unpaid = order.payment_collections.filter(isUnpaid)
  const waiting = unpaid.reduce((sum, collection) => sum + minorAmountOf(collection, currency), 0)
  // One over nothing goes, too.
  const fits = waiting === difference && (difference > 0 || unpaid.length === 0)
  if (fits || (waiting < difference && !mayRaise)) {
    return difference
  }
  const [stays, ...others] = [...unpaid].reverse()
  const goes = difference > 0 ? others : unpaid
  if (goes.length > 0) {
    await container.resolve(Modules.PAYMENT).updatePaymentCollections(
      { id: goes.map(({ id }) => id) },
      {
        status: PaymentCollectionStatus.CANCELED,
      },
    )
  }
  if (difference > 0) {
    await (stays
      ? setAmount(container, stays, { minorAmount: difference, currency })
      : createCollection(container, order.id, { minorAmount: difference, currency }))
  }
  return difference
}
