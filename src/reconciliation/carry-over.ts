import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import { remainingAmount, type PaygateCarryOverRecord, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import {
  changeOrder,
  isForGood,
  openContext,
  type OperationContext,
  releaseRest,
  requireClear,
  withPayment,
} from "../operations"
import { type Currency, type Language } from "../paygate"
import { orderLinesOf, readOrderLines, roundDifference, toMajor } from "../purchase"
import { referencesOf } from "../references"
import { refusal } from "../refusals"
import { announce } from "./announce"
import { closeGivenUp } from "./close-in-medusa"
import { readAccount, type OrderAccount } from "./order-account"
import { exact } from "./medusa-payments"
import { CHANGE_REFUSED, noteRefusal } from "./note-refusal"
import { isUnpaid } from "./orders"
import { createCollection, fitUnpaidCollections, setAmount } from "./unpaid-collections"

/**
 * Carries an authorization over to the collection that Medusa has opened for what is due after a change of the order.
 * Before the first capture it is lowered to what is due (`update_orders`); after it Klarna allows no change, and what is
 * too much is released at the end. A total that has risen leaves the authorization as it is, and the difference becomes a
 * collection of its own, to be paid by a new session. Interrupted anywhere, it is taken up where it stopped.
 */
export async function carryOver(container: MedusaContainer, orderId: string, paymentId: string): Promise<void> {
  const read = async () => {
    const account = await readAccount(container, orderId)
    const authorization = account?.authorizations.find(({ record }) => record.id === paymentId)
    return account && authorization ? { account, authorization } : undefined
  }
  const found = await read()
  if (!found) {
    return
  }
  const context = openContext(container, found.authorization.record.provider_id)
  // What is left is not known before an earlier step is settled; it may be a capture, or a lowering for another change.
  await withPayment(context, found.authorization.record, (payment) => requireClear(context, payment))
  const settled = await read()
  if (!settled) {
    return
  }
  const { account, authorization } = settled
  const { record, openAmount } = authorization
  const minorAmount = Math.min(account.uncoveredAmount, remainingAmount(record) - openAmount)
  if (minorAmount > 0) {
    const lowered = openAmount === 0 ? await lower(container, context, record, { orderId, minorAmount }) : record
    await open(container, context, lowered, { account, minorAmount })
    await announce(container, lowered, "carried_over")
  } else if (openAmount === 0) {
    // Others cover what is due.
    await withPayment(context, record, (payment) => releaseRest(context, payment))
    await announce(container, record, "released")
  }
  await closeGivenUp(container, authorization)
  const after = await readAccount(container, orderId)
  const difference = after ? await fitUnpaidCollections(container, after, { mayRaise: true }) : 0
  context.logger.info(
    `paygate-klarna: the order of ${referencesOf(record)} has changed, and its authorization is settled` +
      (difference > 0 ? "; what the new total has more has to be paid anew, by a session of its own" : ""),
  )
  await context.books.settleKeep(record)
}

/**
 * Lowers the authorization to what is due (`update_orders`), where Klarna still allows it. A refusal for good leaves it as
 * it is, and stays in the books for a person to see.
 */
async function lower(
  container: MedusaContainer,
  context: OperationContext,
  kept: PaygatePaymentRecord,
  { orderId, minorAmount }: { orderId: string; minorAmount: number },
): Promise<PaygatePaymentRecord> {
  const { books, options } = context
  if (minorAmount >= remainingAmount(kept)) {
    // Nothing is too much any more, so that an earlier refusal does not matter.
    await (kept.failed_steps ? books.endFailedStep(kept.id, "update_order") : undefined)
    return kept
  }
  if (kept.captured_amount > 0 || !options.update_orders) {
    return kept
  }
  const currency = kept.currency_code as Currency
  const order = await readOrderLines(container.resolve(ContainerRegistrationKeys.QUERY), orderId)
  const lines = orderLinesOf(
    order,
    { minorAmount, currency, country: kept.country_code, language: kept.language as Language },
    options,
  )
  return withPayment(context, kept, async (found) => {
    const payment = await requireClear(context, found)
    // An earlier attempt whose answer was lost may have lowered it already, and a capture may have been faster.
    if (payment.captured_amount > 0 || minorAmount >= remainingAmount(payment)) {
      return payment
    }
    if (await isRefused(context, payment, minorAmount)) {
      await books.noteFailedStep(payment.id, "update_order")
      return payment
    }
    try {
      return (await changeOrder(context, payment, { minorAmount, lines })).payment
    } catch (error) {
      const amount = String(toMajor(minorAmount, currency))
      const step = { kind: "update_order", amount, minorAmount, meaning: CHANGE_REFUSED } as const
      await noteRefusal(context, payment, { ...step, error })
      return payment
    }
  })
}

/** Whether lowering it to this amount was refused for good since the change: an earlier attempt was interrupted later. */
async function isRefused(
  { books }: OperationContext,
  { id, kept_at }: PaygatePaymentRecord,
  minorAmount: number,
): Promise<boolean> {
  const last = (await books.listSettledOperations(id, "update_order")).at(-1)
  return (
    last?.state === "failed" &&
    last.minor_amount === minorAmount &&
    kept_at !== null &&
    new Date(last.created_at) >= new Date(kept_at) &&
    isForGood({ code: last.code })
  )
}

/** Opens a payment of Medusa's over what goes on. */
async function open(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  { account: { order, currency }, minorAmount }: { account: OrderAccount; minorAmount: number },
): Promise<void> {
  const { books } = context
  const newest = order.payment_collections.filter(isUnpaid).at(-1)
  // What another payment was to be carried over to, and never was, stays that one's.
  const taken = newest && (await books.findCarryOver(newest.id))
  const unpaid = taken && taken.payment_id !== payment.id ? undefined : newest
  const collectionId = unpaid?.id ?? (await createCollection(container, order.id, { minorAmount, currency }))
  const carryOver = await books.carryOver(payment.id, { paymentCollectionId: collectionId, minorAmount })
  if (!carryOver) {
    throw refusal("operation_in_progress")
  }
  try {
    if (unpaid) {
      await setAmount(container, unpaid, { minorAmount, currency })
    }
    const sessionId = await openSession(container, context, payment, carryOver)
    await container.resolve(Modules.PAYMENT).authorizePaymentSession(sessionId, {})
  } catch (error) {
    await books.giveUpCarryOver(carryOver)
    throw error
  }
}

/** Medusa's session of a carry-over: the one of an attempt that was interrupted, if it is still there, or a new one. */
async function openSession(
  container: MedusaContainer,
  { books }: OperationContext,
  { provider_id, currency_code }: PaygatePaymentRecord,
  carryOver: PaygateCarryOverRecord,
): Promise<string> {
  const { payment_session_id: earlier, payment_collection_id } = carryOver
  if (earlier) {
    const [session] = await container.resolve(Modules.PAYMENT).listPaymentSessions({ id: [earlier] })
    if (session && roundDifference(exact(session), currency_code as Currency) === carryOver.minor_amount) {
      return session.id
    }
    await books.closeCarriedOver(carryOver)
  }
  const { result } = await createPaymentSessionsWorkflow(container).run({
    input: { payment_collection_id, provider_id, data: {} },
  })
  return result.id
}
