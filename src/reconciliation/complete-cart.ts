import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, PaymentActions } from "@medusajs/framework/utils"
import { completeCartWorkflow, processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { OperationContext } from "../operations"
import type { Currency } from "../paygate"
import { toMajor } from "../purchase"
import { referencesOf } from "../references"
import { readSession } from "./sessions"

/** `refused`: as it is, the cart never becomes an order. `later`: something was in the way that may pass. */
export type Completion = "done" | "refused" | "later"

/** Medusa's words for what trying again does not change. */
const FINAL: readonly string[] = [
  MedusaError.Types.INVALID_DATA,
  MedusaError.Types.NOT_ALLOWED,
  MedusaError.Types.NOT_FOUND,
  MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
]

/** Refusals of ours that say "not now". */
const PASSING: readonly (string | undefined)[] = ["operation_in_progress", "outcome_unknown"]

function isFinal(error: unknown): boolean {
  return MedusaError.isMedusaError(error) && FINAL.includes(error.type) && !PASSING.includes(error.code)
}

/**
 * Makes an order of what a session pays for, as its storefront would: completes the cart, or authorizes the session of
 * an order that waits for it. What keeps it from doing so is logged, since nobody waits for an answer.
 */
export async function completeCart(
  container: MedusaContainer,
  { logger }: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<Completion> {
  try {
    const session = await readSession(container, payment)
    const { order, cart } = session?.payment_collection ?? {}
    if (!order && !cart) {
      return "refused"
    }
    await (cart && !order
      ? completeCartWorkflow(container).run({ input: { id: cart.id } })
      : authorizeSession(container, payment))
    return "done"
  } catch (error) {
    const reason = MedusaError.isMedusaError(error) ? error.message : (error as Error).name
    logger.warn(`paygate-klarna: a cart could not be completed (${reason}, ${referencesOf(payment)})`)
    return isFinal(error) ? "refused" : "later"
  }
}

/** Medusa's own way for what a provider reports later. */
async function authorizeSession(
  container: MedusaContainer,
  { payment_session_id, session_amount, currency_code }: PaygatePaymentRecord,
): Promise<void> {
  const data = { session_id: payment_session_id, amount: toMajor(session_amount, currency_code as Currency) }
  await processPaymentWorkflow(container).run({ input: { action: PaymentActions.AUTHORIZED, data } })
}
