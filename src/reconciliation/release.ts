import type { MedusaContainer } from "@medusajs/framework/types"
import { remainingAmount, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { releaseRest, withPayment, type OperationContext } from "../operations"
import { announce } from "./announce"

/** Releases what is left of a payment, and tells how that went. */
export async function release(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<void> {
  try {
    await withPayment(context, payment, (current) => releaseRest(context, current))
  } catch (error) {
    await announce(container, payment, "release_failed")
    throw error
  }
  if (remainingAmount(payment) > 0) {
    await announce(container, payment, "released")
  }
}
