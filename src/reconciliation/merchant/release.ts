import type { MedusaContainer } from "@medusajs/framework/types"
import { remainingAmount, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { openContext, requireClear, settleOpenOperation, withPayment } from "../../operations"
import { refusal } from "../../refusals"
import { release } from "../release"

/**
 * Releases what is left of an authorization. What Medusa says is due stays due: its amounts are left alone, and a capture
 * of what is released is refused before anything is sent. Answers the operation's id; the one that was under way when the
 * request came, if there was one. Throws `nothing_left` and `payment_not_authorized`.
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
  return twin?.id ?? (await release(container, context, payment))
}
