import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  PAYGATE_KLARNA_BOOKS,
  type CheckClaim,
  type PaygateKlarnaBooks,
  type PaygatePaymentRecord,
} from "../modules/paygate-klarna"
import { openContext, settleOpenOperation, withPayment, type OperationContext } from "../operations"
import { isPaygateError } from "../paygate"
import { inquiryRefusal } from "../refusals"
import { referencesOf } from "../references"
import { announce } from "./announce"
import { cancelRejectedOrder } from "./cancel-rejected"
import { compareSums, findDivergence, type Divergence } from "./compare"
import { completeAuthorization, continueCompletion } from "./complete-authorization"
import { finishInMedusa } from "./finish-in-medusa"
import { findUnreportedOrders } from "./hosted-result"
import { listMedusaPayments } from "./medusa-payments"
import { findOrderOfSession } from "./orders"
import { payBackCanceled } from "./pay-back"
import { recordAndTell } from "./record-in-medusa"
import { release } from "./release"
import { nextCheck } from "./schedule"
import { settleOrder } from "./settle-order"
import { tellPaygate } from "./tell-paygate"

/** What a check came to. */
export interface Reconciliation {
  payment_id: string
  /** An outcome that Paygate has not told yet, or a step that could not be done; the next check goes on with it. */
  is_open: boolean
  has_diverged: boolean
  /** Why Paygate did not say how the payment stands. */
  unasked?: { code: string; message: string }
}

const COMPARING = "comparing"

/** The parts of a check; each is done whatever became of the others. */
type Part = [name: string, work: () => Promise<unknown>]

/**
 * Compares one payment with Paygate and Medusa, settles what is open, repairs what is safe, and notes the rest. Never
 * throws for what the next check may put right; `claim` keeps other processes away meanwhile.
 */
export async function reconcilePayment(container: MedusaContainer, claim: CheckClaim): Promise<Reconciliation> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const found = await books.retrievePaygatePayment(claim.id)
  const read = () => books.retrievePaygatePayment(claim.id)
  let isUnfinished = false
  let divergence: Divergence | undefined
  let unasked: MedusaError | undefined
  const attempt = async ([name, work]: Part) => {
    try {
      await work()
    } catch (error) {
      isUnfinished = true
      unasked = name === COMPARING && isPaygateError(error) ? inquiryRefusal(error) : unasked
      logger.warn(`paygate-klarna: ${name} is to be tried again: ${reasonOf(error)} (${referencesOf(found)})`)
    }
  }
  try {
    const context = openContext(container, found.provider_id)
    await attempt(["settling", () => withPayment(context, found, (payment) => settle(container, context, payment))])
    if (!(await books.findOpenOperation(claim.id))) {
      const orderId = await findOrderOfSession(container, found.payment_session_id)
      const parts: Part[] = [
        ["looking for orders", async () => findUnreportedOrders(container, context, await read())],
        ["cancelling", async () => cancelRejectedOrder(container, context, await read())],
        ["going on", async () => continueCompletion(container, context, await read())],
        ["completing", async () => completeAuthorization(container, context, await read())],
        ["recording captures", async () => recordAndTell(container, context, await read(), "capture")],
        ["recording refunds", async () => recordAndTell(container, context, await read(), "credit")],
        [
          "finishing",
          async () => finishInMedusa(container, await listMedusaPayments(container, books, await read()), orderId),
        ],
        ["paying back", async () => (orderId ? payBackCanceled(container, context, await read(), orderId) : undefined)],
        ["telling Paygate", async () => tellPaygate(container, context, await read())],
        [
          "releasing",
          async () => {
            const payment = await read()
            await (payment.release_due_at ? release(container, context, payment) : undefined)
          },
        ],
        ["settling the order", async () => (orderId ? settleOrder(container, orderId) : undefined)],
        [
          COMPARING,
          async () => {
            divergence = await findDivergence(async () => {
              const payment = await read()
              return payment.authorized_amount > 0
                ? compareSums(context, payment, await listMedusaPayments(container, books, payment))
                : undefined
            })
          },
        ],
      ]
      for (const part of parts) {
        await attempt(part)
      }
    }
  } catch (error) {
    isUnfinished = true
    logger.warn(`paygate-klarna: a payment cannot be checked: ${reasonOf(error)} (${referencesOf(found)})`)
  }
  const result = await finish(container, claim, { found, isUnfinished, divergence })
  return unasked ? { ...result, unasked: { code: String(unasked.code), message: unasked.message } } : result
}

async function finish(
  container: MedusaContainer,
  claim: CheckClaim,
  {
    found,
    isUnfinished,
    divergence,
  }: { found: PaygatePaymentRecord; isUnfinished: boolean; divergence: Divergence | undefined },
): Promise<Reconciliation> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const payment = await books.retrievePaygatePayment(claim.id)
  const open = await books.findOpenOperation(claim.id)
  const hasDiverged = divergence !== undefined
  await books.finishCheck(claim, {
    next: nextCheck({ payment, open, isUnfinished, hasDiverged }),
    divergence,
    isUnfinished,
    // A step that keeps failing writes to the books each time, and would be tried every minute for ever.
    evenIfDisturbed: isUnfinished || open !== undefined,
  })
  if (hasDiverged && found.divergence === null) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`paygate-klarna: the sums differ (${referencesOf(payment)}): ${JSON.stringify(divergence)}`)
    await announce(container, payment, "diverged")
  }
  return { payment_id: claim.id, is_open: open !== undefined || isUnfinished, has_diverged: hasDiverged }
}

async function settle(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  const { payment: settled } = await settleOpenOperation(context, payment)
  if (payment.state === "pending" && settled.state === "failed") {
    await announce(container, settled, "rejected")
  }
}

/** In words for the log. A database's message may quote values; Paygate's and our own do not. */
function reasonOf(error: unknown): string {
  const isOurs = isPaygateError(error) || MedusaError.isMedusaError(error)
  return isOurs ? (error as Error).message : (error as Error).name
}
