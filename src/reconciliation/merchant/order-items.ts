import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  PAYGATE_KLARNA_BOOKS,
  type ItemQuantity,
  type PaygateKlarnaBooks,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
} from "../../modules/paygate-klarna"
import { openContext, type Movement } from "../../operations"
import type { Currency, Language, OrderLine } from "../../paygate"
import {
  deliveryCost,
  itemRoomOf,
  orderLinesOf,
  partOf,
  readOrderLines,
  toMinor,
  type ItemRoom,
  type OrderPart,
} from "../../purchase"
import { readAccount } from "../order-account"

export type Order = Awaited<ReturnType<typeof readOrderLines>>

/** What was captured and refunded of an order, by whichever of its payments. */
export interface OrderMoves {
  captured: ItemQuantity[]
  refunded: ItemQuantity[]
  /** What was moved without naming items, in minor units. */
  withoutItems: { captured: number; refunded: number }
}

/** The items that a capture or credit names. */
export const itemsOf = ({ items }: Pick<PaygateOperationRecord, "items">) =>
  (items as unknown as ItemQuantity[] | null) ?? []

/** What was moved item by item, and what else. */
export async function readMoves(container: MedusaContainer, orderId: string): Promise<OrderMoves> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const records = ((await readAccount(container, orderId))?.authorizations ?? []).map(({ record }) => record)
  const carriedOut = async (movement: Movement) => {
    const all = await Promise.all(records.map(({ id }) => books.listSettledOperations(id, movement)))
    return all.flat().filter(({ state }) => state === "succeeded")
  }
  const [captures, credits] = [await carriedOut("capture"), await carriedOut("credit")]
  const sumWithoutItems = (operations: readonly PaygateOperationRecord[]) =>
    operations.filter(({ items }) => items === null).reduce((sum, { minor_amount }) => sum + minor_amount, 0)
  return {
    captured: captures.flatMap(itemsOf),
    refunded: credits.flatMap(itemsOf),
    withoutItems: { captured: sumWithoutItems(captures), refunded: sumWithoutItems(credits) },
  }
}

/** How much of each line item was moved, and how much more may be. */
export function roomOf({ order }: Order, { captured, refunded, withoutItems }: OrderMoves): ItemRoom[] {
  return itemRoomOf(order, { captured, refunded, hasOtherCaptures: withoutItems.captured > 0 })
}

/** Reads an order as lines are made of it. Throws `cart_missing` where there is none. */
export async function readLines(container: MedusaContainer, orderId: string): Promise<Order> {
  return readOrderLines(container.resolve(ContainerRegistrationKeys.QUERY), orderId)
}

/** What a merchant has to know to capture or refund item by item; amounts in minor units. */
export interface OrderItems extends Pick<OrderMoves, "withoutItems"> {
  items: ItemRoom[]
  /** Delivery is captured with the first items that are. */
  shipping: { amount: number; isCaptured: boolean }
}

export async function readOrderItems(
  container: MedusaContainer,
  orderId: string,
  currency: Currency,
): Promise<OrderItems> {
  const order = await readLines(container, orderId)
  const moves = await readMoves(container, orderId)
  return {
    items: roomOf(order, moves),
    withoutItems: moves.withoutItems,
    shipping: { amount: toMinor(deliveryCost(order.order), currency), isCaptured: moves.captured.length > 0 },
  }
}

/**
 * The part of an order that a capture or refund is over; delivery is captured with the first. Throws `line_item_unknown`,
 * and `quantity_invalid` for more than is left of an item.
 */
export function movedPart(
  order: Order,
  items: readonly ItemQuantity[],
  { movement, currency, moves }: { movement: Movement; currency: Currency; moves: OrderMoves },
): OrderPart {
  const isCapture = movement === "capture"
  const room = roomOf(order, moves)
  return partOf(order.order, items, {
    currency,
    earlier: isCapture ? moves.captured : moves.refunded,
    withShipping: isCapture,
    left: new Map(room.map((one) => [one.line_item_id, isCapture ? one.capturable : one.refundable])),
  })
}

/** Lines in Klarna's terms, adding up to an amount in minor units. */
export function linesOver(
  container: MedusaContainer,
  payment: PaygatePaymentRecord,
  order: Order,
  minorAmount: number,
): OrderLine[] {
  const { options } = openContext(container, payment.provider_id)
  return orderLinesOf(
    order,
    {
      minorAmount,
      currency: payment.currency_code as Currency,
      country: payment.country_code,
      language: payment.language as Language,
    },
    options,
  )
}
