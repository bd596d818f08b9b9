import type { MedusaContainer } from "@medusajs/framework/types"
import { remainingAmount, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { releaseRest, withPayment, type OperationContext } from "../operations"
import { announce } from "./announce"

/** Releases what is left of a payment, and tells how that went. Answers the operation's id. */
export async function release(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<string | undefined> {
  const operationId = await withPayment(context, payment, (current) => releaseRest(context, current)).catch(
    async (error: unknown) => {
      await announce(container, payment, "release_failed")
      throw error
    },
  )
  if (remainingAmount(payment) > 0) {
    await announce(container, payment, "released")
  }
  return operationId
}
