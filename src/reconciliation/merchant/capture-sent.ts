import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, OrderChangeStatus, OrderStatus } from "@medusajs/framework/utils"
import { remainingAmount, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import type { OperationContext } from "../../operations"
import { release } from "../release"
import { captureParcel } from "./capture-parcel"
import { dueFor, isAllSent } from "./due"
import { readParcels, type Parcels } from "./sent-parcels"
import { readStanding, type Standing } from "./standing"

/**
 * Captures what was sent or delivered (`capture_on`), parcel by parcel, and releases what is left once nothing more will
 * be. Throws for what is to be tried again.
 */
export async function captureSent(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  orderId: string,
): Promise<void> {
  const { capture_on } = context.options
  if (capture_on === "never") {
    return
  }
  const { sent } = await readParcels(container, orderId, capture_on)
  for (const [index, parcel] of sent.entries()) {
    await captureParcel({ container, context, orderId, parcel, before: sent.slice(0, index) }, payment)
  }
  // In this order: what is captured meanwhile was sent before.
  const parcels = await readParcels(container, orderId, capture_on)
  const standing = await readStanding(container, context, orderId)
  if (standing && isCaptured(standing, parcels)) {
    await settleCaptured(container, context, payment, { parcels, standing })
  }
}

/** Whether nothing that was sent is still to be captured. */
function isCaptured({ order, captures, account, open }: Standing, { sent }: Parcels): boolean {
  const isDue = (_parcel: unknown, index: number) =>
    dueFor(order, sent.slice(0, index + 1), captures, account.currency).minorAmount > 0
  return open.length === 0 && !sent.some(isDue)
}

async function settleCaptured(
  container: MedusaContainer,
  context: OperationContext,
  { provider_id }: PaygatePaymentRecord,
  { parcels, standing }: { parcels: Parcels; standing: Standing },
): Promise<void> {
  const records = standing.account.authorizations
    .map(({ record }) => record)
    .filter((record) => record.provider_id === provider_id)
  for (const { id, failed_steps } of records) {
    await (failed_steps ? context.books.endFailedStep(id, "capture") : undefined)
  }
  const left = records.filter((record) => record.state === "authorized" && remainingAmount(record) > 0)
  if (left.length > 0 && isOver(standing, parcels) && !(await isBeingChanged(container, standing))) {
    for (const record of left.filter(({ release_due_at }) => release_due_at === null)) {
      await release(container, context, record)
    }
  }
}

/** Whether nothing more of an order will be sent. One of which nothing was sent at all is the merchant's to decide on. */
function isOver({ order, account }: Standing, { sent, hasUnsent }: Parcels): boolean {
  const isCompleted = [OrderStatus.COMPLETED, OrderStatus.ARCHIVED].map(String).includes(account.order.status)
  return sent.length > 0 && !hasUnsent && (isCompleted || isAllSent(order, sent))
}

/** Whether an order is being changed, or its payments are not in line with its last change yet. */
async function isBeingChanged(container: MedusaContainer, { account }: Standing): Promise<boolean> {
  const changes = await container.resolve(Modules.ORDER).listOrderChanges({
    order_id: account.order.id,
    status: [OrderChangeStatus.PENDING, OrderChangeStatus.REQUESTED],
  })
  return changes.length > 0 || account.authorizations.some(({ record }) => record.kept_at !== null)
}
