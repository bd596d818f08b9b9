import type { MedusaContainer } from "@medusajs/framework/types"
import { remainingAmount, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { openContext, requireClear, settleOpenOperation, withPayment } from "../../operations"
import { referencesOf } from "../../references"
import { refusal } from "../../refusals"
import { findOrderOfSession } from "../orders"
import { release } from "../release"
import { settleOrder } from "../settle-order"

/**
 * Releases what is left of an authorization, and ends in Medusa what can no longer be captured: a payment without
 * captures is cancelled there, another one is closed over what was captured. Answers the operation's id; the one that
 * was under way when the request came, if there was one. Throws `nothing_left` and `payment_not_authorized`.
 */
export async function releaseForMerchant(
  container: MedusaContainer,
  found: PaygatePaymentRecord,
): Promise<string | undefined> {
  const context = openContext(container, found.provider_id)
  const { books } = context
  const over = new Set((await books.listSettledOperations(found.id, "reverse")).map(({ id }) => id))
  const payment = await withPayment(context, found, async (current) => {
    const { payment: settled } = await settleOpenOperation(context, current)
    return settled.state === "pending" ? settled : requireClear(context, settled)
  })
  const settled = await books.listSettledOperations(found.id, "reverse")
  const twin = settled.find(({ id, state }) => state === "succeeded" && !over.has(id))
  if (!twin && payment.state !== "authorized") {
    throw refusal(payment.released_amount > 0 ? "nothing_left" : "payment_not_authorized")
  }
  if (!twin && remainingAmount(payment) <= 0) {
    throw refusal("nothing_left")
  }
  const operationId = twin?.id ?? (await release(container, context, payment))
  const orderId = await findOrderOfSession(container, found.payment_session_id)
  await (orderId ? settleOrder(container, orderId) : undefined)?.catch((error: unknown) => {
    // It is released; Medusa's side the check ends.
    const name = error instanceof Error ? error.name : "error"
    context.logger.warn(
      `paygate-klarna: a payment is released, and ended in Medusa by the next check (${name}, ${referencesOf(found)})`,
    )
  })
  return operationId
}
