import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow, createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import { remainingAmount, type PaygateCarryOverRecord, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { changeOrder, openContext, withPayment, type OperationContext } from "../operations"
import { type Currency, type Language } from "../paygate"
import { buildArticleList, readOrderLines, toDecimal, toMajor, toMinor } from "../purchase"
import { refusal } from "../refusals"
import { announce } from "./announce"
import { coveredMinorAmount, dueMinorAmount, readOrder, type OrderCollection, type OrderWithPayments } from "./orders"

/**
 * Carries an authorization over to the collection that Medusa has opened for what is due after a change of the order.
 * Before the first capture it is lowered to what is due; after it Klarna allows no change, and what is too much is
 * released at the end. A total that has risen leaves the authorization as it is, and the difference becomes a
 * collection of its own, to be paid by a new session.
 */
export async function carryOver(
  container: MedusaContainer,
  kept: PaygatePaymentRecord,
  orderId: string,
): Promise<void> {
  const context = openContext(container, kept.provider_id)
  const { books, logger } = context
  const order = await readOrder(container, orderId)
  if (!order) {
    return
  }
  const need = dueMinorAmount(order) - coveredMinorAmount(order)
  if (need > 0 && remainingAmount(kept) > 0) {
    const payment = await lower(container, context, kept, { order, minorAmount: need })
    const minorAmount = Math.min(need, remainingAmount(payment))
    await open(container, context, payment, { order, minorAmount, difference: need - minorAmount })
    logger.info(
      `paygate-klarna: the authorization goes on after a change of the order` +
        (need > minorAmount ? "; the rest of the new total has to be paid by a new session" : "") +
        ` (TransID ${payment.trans_id})`,
    )
    await announce(container, payment, "carried_over")
  }
  await books.settleKeep(kept)
}

/** Lowers the authorization to what is due, where Klarna still allows it. A refusal leaves it as it is. */
async function lower(
  container: MedusaContainer,
  context: OperationContext,
  kept: PaygatePaymentRecord,
  { order, minorAmount }: { order: OrderWithPayments; minorAmount: number },
): Promise<PaygatePaymentRecord> {
  if (kept.captured_amount > 0 || minorAmount >= remainingAmount(kept)) {
    return kept
  }
  const { order: source, categoryNames } = await readOrderLines(
    container.resolve(ContainerRegistrationKeys.QUERY),
    order.id,
  )
  const { lines } = buildArticleList(source, {
    minorAmount,
    currency: kept.currency_code as Currency,
    country: kept.country_code,
    language: kept.language as Language,
    categoryNames,
  })
  try {
    return await withPayment(context, kept, (payment) => changeOrder(context, payment, { minorAmount, lines }))
  } catch (error) {
    const code = MedusaError.isMedusaError(error) ? error.code : undefined
    if (code === undefined || code === "outcome_unknown" || code === "operation_in_progress") {
      throw error
    }
    context.logger.warn(
      `paygate-klarna: the authorization stays as it is, since Klarna did not lower it (${code}, TransID ${kept.trans_id})`,
    )
    return context.books.retrievePaygatePayment(kept.id)
  }
}

interface Opening {
  order: OrderWithPayments
  /** What goes on, in minor units. */
  minorAmount: number
  /** What is due beyond it, in minor units. */
  difference: number
}

/** A collection that waits to be paid, and is no other payment's. */
function isUnpaid({ status, payments }: OrderCollection): boolean {
  return (status === "not_paid" || status === "awaiting") && payments.length === 0
}

async function open(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  { order, minorAmount, difference }: Opening,
): Promise<void> {
  const { books } = context
  const currency = payment.currency_code as Currency
  const unpaid = order.payment_collections.filter(isUnpaid)
  const collectionId = unpaid[0]?.id ?? (await createCollection(container, order.id, toMajor(minorAmount, currency)))
  const carryOver = await books.carryOver(payment.id, { paymentCollectionId: collectionId, minorAmount })
  if (!carryOver) {
    throw refusal("operation_in_progress")
  }
  try {
    await setAmount(container, unpaid[0], minorAmount, currency)
    if (difference > 0) {
      const other = unpaid[1]
      await (other
        ? setAmount(container, other, difference, currency)
        : createCollection(container, order.id, toMajor(difference, currency)))
    }
    const sessionId = await openSession(container, context, payment, carryOver)
    await container.resolve(Modules.PAYMENT).authorizePaymentSession(sessionId, {})
  } catch (error) {
    await books.giveUpCarryOver(carryOver)
    throw error
  }
}

async function createCollection(container: MedusaContainer, orderId: string, amount: number): Promise<string> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({ input: { order_id: orderId, amount } })
  return (result[0] as { id: string }).id
}

/** Medusa's amounts may have more decimals than money has; one that is the same money stays as it is. */
async function setAmount(
  container: MedusaContainer,
  collection: OrderCollection | undefined,
  minorAmount: number,
  currency: Currency,
): Promise<void> {
  if (collection && toMinor(toDecimal(collection.raw_amount ?? collection.amount), currency) !== minorAmount) {
    await container
      .resolve(Modules.PAYMENT)
      .updatePaymentCollections(collection.id, { amount: toMajor(minorAmount, currency) })
  }
}

/** Medusa's session of a carry-over: the one of an attempt that was interrupted, if it is still there, or a new one. */
async function openSession(
  container: MedusaContainer,
  { books }: OperationContext,
  { provider_id }: PaygatePaymentRecord,
  carryOver: PaygateCarryOverRecord,
): Promise<string> {
  const { payment_session_id: earlier, payment_collection_id } = carryOver
  if (earlier) {
    const [session] = await container.resolve(Modules.PAYMENT).listPaymentSessions({ id: [earlier] })
    if (session) {
      return session.id
    }
    await books.closeCarriedOver(carryOver)
  }
  const { result } = await createPaymentSessionsWorkflow(container).run({
    input: { payment_collection_id, provider_id, data: {} },
  })
  return result.id
}
