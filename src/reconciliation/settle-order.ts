import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { remainingAmount } from "../modules/paygate-klarna"
import { openContext } from "../operations"
import { carryOver } from "./carry-over"
import { closeGivenUp, closeReleased } from "./close-in-medusa"
import { openAmount, readAccount, type Authorization, type OrderAccount } from "./order-account"
import { release } from "./release"
import { fitUnpaidCollections } from "./unpaid-collections"
import { withOrder } from "./with-order"

/** As long as Medusa's own lock of an edit lasts at most. */
const EDIT_SECONDS = 10

/**
 * Brings the authorizations of an order in line with it: carries over what Medusa gave up for a change of the order,
 * lowers what covers too much, and releases what nobody will capture any more, because nothing is due or the order is
 * cancelled. Throws `operation_in_progress` where others are at work on it for longer than there is patience.
 */
export async function settleOrder(
  container: MedusaContainer,
  orderId: string,
  { patienceMs }: { patienceMs?: number } = {},
): Promise<void> {
  await withOrder(container, orderId, () => settle(container, orderId), patienceMs)
}

async function settle(container: MedusaContainer, orderId: string): Promise<void> {
  const read = () => readAccount(container, orderId)
  let account = await read()
  if (account && account.order.status !== "canceled") {
    for (const { record } of account.authorizations.filter(({ record }) => record.kept_at !== null)) {
      await carryOver(container, orderId, record.id)
      account = await read()
    }
    for (const { record } of [...(account?.authorizations ?? [])].reverse()) {
      if (account && (await giveUpSurplus(container, account, record.id))) {
        account = await read()
      }
    }
    if (account) {
      await closeEnded(container, account)
      await fitUnpaidCollections(container, account, { mayRaise: false })
    }
  }
  if (account) {
    await releaseUnneeded(container, account)
  }
}

/**
 * Ends what Medusa still shows of payments that it has cancelled or given up: that was interrupted, or the authorization
 * was released or lapsed before it could be carried over. What a merchant releases while it is still due is not among
 * them.
 */
async function closeEnded(container: MedusaContainer, { order, authorizations }: OrderAccount): Promise<void> {
  for (const authorization of authorizations) {
    const { cancel_asked_at, kept_at, released_amount } = authorization.record
    if (kept_at === null) {
      await closeGivenUp(container, authorization)
    }
    if (cancel_asked_at !== null && released_amount > 0 && remainingAmount(authorization.record) <= 0) {
      await closeReleased(container, authorization, { isCanceled: false })
    }
  }
  const ended = new Set(
    authorizations
      .filter(({ record }) => record.state === "canceled")
      .flatMap(({ payments }) => payments.map(({ id }) => id)),
  )
  for (const { id, status, payments } of order.payment_collections) {
    const isOver = payments.length > 0 && payments.every((payment) => payment.canceled_at && ended.has(payment.id))
    if (isOver && status === String(PaymentCollectionStatus.AUTHORIZED)) {
      await container
        .resolve(Modules.PAYMENT)
        .updatePaymentCollections(id, { status: PaymentCollectionStatus.CANCELED })
    }
  }
}

/**
 * Gives a payment up that covers more than is due, and carries it over: where an unpaid collection stands beside it,
 * Medusa changes that one alone, and the dashboard would capture too much. Answers whether it did.
 */
async function giveUpSurplus(container: MedusaContainer, account: OrderAccount, paymentId: string): Promise<boolean> {
  if (!findSurplus(account, paymentId)) {
    return false
  }
  const orderId = account.order.id
  // Medusa's edit, when it is confirmed, first changes the total and then cancels the very collection: it fails if that
  // is cancelled already. It holds this lock meanwhile, and is over when the account is read again.
  const isGivenUp = await container.resolve(Modules.LOCKING).execute(
    [orderId],
    async () => {
      const current = await readAccount(container, orderId)
      const surplus = current && findSurplus(current, paymentId)
      await (surplus ? giveUp(container, surplus) : undefined)
      return surplus !== undefined
    },
    { timeout: EDIT_SECONDS },
  )
  await (isGivenUp ? carryOver(container, orderId, paymentId) : undefined)
  return true
}

function findSurplus(account: OrderAccount, paymentId: string): Authorization | undefined {
  return account.authorizations.find((one) => one.record.id === paymentId && isSurplus(account, one))
}

/** With nothing due at all everything is released, and nothing is to be carried over. */
function isSurplus({ dueAmount, uncoveredAmount }: OrderAccount, { openAmount }: Authorization): boolean {
  return dueAmount > 0 && uncoveredAmount < 0 && openAmount > 0
}

/** What Medusa itself does with a payment for a change of its order. */
async function giveUp(container: MedusaContainer, { payments }: Authorization): Promise<void> {
  const module = container.resolve(Modules.PAYMENT)
  for (const payment of payments.filter((one) => !openAmount(one).isZero())) {
    const status =
      payment.captures.length > 0 ? PaymentCollectionStatus.PARTIALLY_CAPTURED : PaymentCollectionStatus.CANCELED
    await module.updatePaymentCollections(payment.payment_collection_id, { status })
    await module.cancelPayment(payment.id)
  }
}

/** Once nothing is due any more, or the order is cancelled, what is left of the authorizations is never captured. */
async function releaseUnneeded(container: MedusaContainer, account: OrderAccount): Promise<void> {
  const isCanceled = account.order.status === "canceled"
  if (!isCanceled && account.dueAmount > 0) {
    return
  }
  const failures: unknown[] = []
  for (const authorization of account.authorizations) {
    await releaseAndClose(container, authorization, { isCanceled }).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) {
    throw failures[0]
  }
}

async function releaseAndClose(
  container: MedusaContainer,
  authorization: Authorization,
  order: { isCanceled: boolean },
): Promise<void> {
  const { record } = authorization
  const context = openContext(container, record.provider_id)
  if (record.state === "pending" || (record.state === "authorized" && remainingAmount(record) > 0)) {
    await release(container, context, record)
  } else if (record.kept_at !== null) {
    // Kept for a change of an order that is cancelled by now, and nothing is left to carry over.
    await context.books.settleKeep(record)
  }
  if (record.authorized_amount > 0) {
    const released = await context.books.retrievePaygatePayment(record.id)
    await closeReleased(container, { ...authorization, record: released }, order)
  }
}
