import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { remainingAmount, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { openContext, releaseRest, withPayment } from "../operations"
import { announce } from "./announce"
import { carryOver } from "./carry-over"
import { dueMinorAmount, listPaygatePayments, readOrder } from "./orders"

/** Seconds another settling of the same order may take before this one gives up; the next check tries again. */
const PATIENCE = 60

/**
 * Brings the authorizations of an order in line with it: carries over what Medusa gave up for a change of the order,
 * and releases what nobody will capture any more, because nothing is due or the order is cancelled.
 */
export async function settleOrder(container: MedusaContainer, orderId: string): Promise<void> {
  await container
    .resolve(Modules.LOCKING)
    .execute([`paygate-klarna:${orderId}`], () => settle(container, orderId), { timeout: PATIENCE })
}

async function settle(container: MedusaContainer, orderId: string): Promise<void> {
  const order = await readOrder(container, orderId)
  const payments = order ? await listPaygatePayments(container, order) : []
  if (!order || payments.length === 0) {
    return
  }
  if (order.status === "canceled") {
    for (const payment of payments) {
      await release(container, payment)
    }
    return
  }
  for (const payment of payments.filter(({ kept_at }) => kept_at !== null)) {
    await carryOver(container, payment, orderId)
  }
  await releaseSurplus(container, orderId)
}

/** Once nothing is due any more, what is left of the authorizations will never be captured. */
async function releaseSurplus(container: MedusaContainer, orderId: string): Promise<void> {
  const order = await readOrder(container, orderId)
  if (!order || dueMinorAmount(order) > 0) {
    return
  }
  for (const payment of await listPaygatePayments(container, order)) {
    await release(container, payment)
  }
}

async function release(container: MedusaContainer, payment: PaygatePaymentRecord): Promise<void> {
  const isPending = payment.state === "pending"
  if (!isPending && (payment.state !== "authorized" || remainingAmount(payment) <= 0)) {
    return
  }
  const context = openContext(container, payment.provider_id)
  try {
    await withPayment(context, payment, (current) => releaseRest(context, current))
  } catch (error) {
    await announce(container, payment, "release_failed")
    throw error
  }
  await announce(container, payment, "released")
}
