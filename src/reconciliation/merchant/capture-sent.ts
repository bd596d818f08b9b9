import type { MedusaContainer } from "@medusajs/framework/types"
import { remainingAmount, type ItemQuantity, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import type { OperationContext } from "../../operations"
import { isWhole, type ItemRoom } from "../../purchase"
import { readAccount } from "../order-account"
import { moveForMerchant } from "./move"
import { readLines, readMoves, roomOf } from "./order-items"
import { listSentParcels, type SentParcel } from "./sent-parcels"

/** What of a parcel is not captured yet: a merchant may have been faster, or the shopper may have sent it back. */
function uncaptured({ items }: SentParcel, room: readonly ItemRoom[]): ItemQuantity[] {
  const capturable = new Map(room.map((one) => [one.line_item_id, one.capturable]))
  return items.flatMap(({ line_item_id, quantity }) => {
    const left = Math.min(quantity, capturable.get(line_item_id) ?? 0)
    return left > 0 ? [{ line_item_id, quantity: left }] : []
  })
}

/**
 * Captures exactly what was sent or delivered (`capture_on`), once for each fulfillment, and releases the rest with the
 * last. Where several Klarna payments pay for an order, the oldest with something left takes it.
 */
export async function captureSent(
  container: MedusaContainer,
  { options, books }: OperationContext,
  payment: PaygatePaymentRecord,
  orderId: string,
): Promise<void> {
  if (options.capture_on === "never" || remainingAmount(payment) <= 0) {
    return
  }
  for (const parcel of await listSentParcels(container, orderId, options.capture_on)) {
    const [known] = await books.listPaygateOperations({
      fulfillment_id: parcel.id,
      state: ["started", "unknown", "succeeded"],
    })
    const account = await readAccount(container, orderId)
    const payer = account?.authorizations.find(({ openAmount }) => openAmount > 0)
    if (account?.order.status === "canceled" || payer?.record.id !== payment.id) {
      return
    }
    // One whose outcome is open is settled before anything else is sent.
    if (known && known.state === "succeeded") {
      continue
    }
    const order = await readLines(container, orderId)
    const moves = await readMoves(container, orderId)
    const items = uncaptured(parcel, roomOf(order, moves))
    if (items.length > 0) {
      await moveForMerchant(container, payer.record, "capture", {
        items,
        isCapped: true,
        completes: isWhole(order.order, [...moves.captured, ...items]),
        shippingInfo: parcel.shippingInfo.length > 0 ? parcel.shippingInfo : undefined,
        fulfillmentId: parcel.id,
      })
    }
  }
}
