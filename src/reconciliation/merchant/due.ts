import type { ItemQuantity, PaygateOperationRecord } from "../../modules/paygate-klarna"
import type { Currency } from "../../paygate"
import { costWithDelivery, itemRoomOf, partOf, type OrderPart } from "../../purchase"
import { itemsOf, type Order } from "./order-items"
import type { SentParcel } from "./sent-parcels"

/** A capture that was carried out, by whichever payment of the order. */
export type Capture = Pick<PaygateOperationRecord, "minor_amount" | "items" | "fulfillment_id">

/** What is still to be captured for a parcel. */
export interface Due {
  /** Minor units; never below zero. */
  minorAmount: number
  /** What of the parcel was captured by no other capture, and has not come back. */
  items: ItemQuantity[]
  /** The same with what it costs. */
  part: OrderPart
}

const sumOf = (captures: readonly Capture[]) => captures.reduce((sum, { minor_amount }) => sum + minor_amount, 0)

/** How much of each line item the parcels have in them. */
function quantitiesOf(parcels: readonly { items: readonly ItemQuantity[] }[]): Map<string, number> {
  const quantities = new Map<string, number>()
  for (const { line_item_id, quantity } of parcels.flatMap(({ items }) => items)) {
    quantities.set(line_item_id, (quantities.get(line_item_id) ?? 0) + quantity)
  }
  return quantities
}

/**
 * What has left the shop so far and was kept, and what was captured by name, whether or not it has left. More than this
 * costs is captured for nothing that was sent.
 */
function payableItems({ order }: Order, parcels: readonly SentParcel[], captured: ItemQuantity[]): ItemQuantity[] {
  const sent = quantitiesOf(parcels)
  return itemRoomOf(order, { captured, refunded: [], hasOtherCaptures: false })
    .map(({ line_item_id, captured, capturable }) => ({
      line_item_id,
      quantity: Math.max(Math.min(sent.get(line_item_id) ?? 0, captured + capturable), captured),
    }))
    .filter(({ quantity }) => quantity > 0)
}

/** How many of a line item were sent so far without being named by a capture: what a merchant names was sent first. */
function uncapturedOf(sentSoFar: readonly SentParcel[], captures: readonly Capture[]) {
  const sent = quantitiesOf(sentSoFar)
  const earlier = new Set<string | null>([null, ...sentSoFar.slice(0, -1).map(({ id }) => id)])
  const named = quantitiesOf(
    captures.filter(({ fulfillment_id }) => earlier.has(fulfillment_id)).map((one) => ({ items: itemsOf(one) })),
  )
  return (lineItemId: string) => Math.max(0, (sent.get(lineItemId) ?? 0) - (named.get(lineItemId) ?? 0))
}

/**
 * What is to be captured for the last of the parcels that were sent so far: what its items cost, delivery with the
 * first, as far as they were neither captured nor sent back; and no more than all that was sent so far costs, less all
 * that was captured, item by item or by amount.
 */
export function dueFor(
  order: Order,
  sentSoFar: readonly SentParcel[],
  captures: readonly Capture[],
  currency: Currency,
): Due {
  const parcel = sentSoFar.at(-1)
  const own = captures.filter(({ fulfillment_id }) => fulfillment_id === parcel?.id)
  const earlier = captures.filter((capture) => !own.includes(capture)).flatMap(itemsOf)
  const room = itemRoomOf(order.order, { captured: earlier, refunded: [], hasOtherCaptures: false })
  const left = new Map(room.map(({ line_item_id, capturable }) => [line_item_id, capturable]))
  const uncaptured = uncapturedOf(sentSoFar, captures)
  const items = (parcel?.items ?? [])
    .map(({ line_item_id, quantity }) => ({
      line_item_id,
      quantity: Math.min(quantity, left.get(line_item_id) ?? 0, uncaptured(line_item_id)),
    }))
    .filter(({ quantity }) => quantity > 0)
  const part = partOf(order.order, items, { currency, earlier, withShipping: true, left })
  const payable = payableItems(order, sentSoFar, captures.flatMap(itemsOf))
  const most = costWithDelivery(order.order, payable, currency) - sumOf(captures)
  return { minorAmount: Math.max(0, Math.min(part.minorAmount - sumOf(own), most)), items, part }
}

/** Whether everything of an order that was not sent back is in the parcels. */
export function isAllSent({ order }: Order, parcels: readonly SentParcel[]): boolean {
  const sent = quantitiesOf(parcels)
  return itemRoomOf(order, { captured: [], refunded: [], hasOtherCaptures: false }).every(
    ({ line_item_id, capturable }) => (sent.get(line_item_id) ?? 0) >= capturable,
  )
}
