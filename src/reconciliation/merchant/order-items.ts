import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ItemQuantity, PaygateOperationRecord, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"
import { openContext, type Movement } from "../../operations"
import type { Currency, Language, OrderLine } from "../../paygate"
import { orderLinesOf, partOf, readOrderLines, type OrderPart } from "../../purchase"
import { readAccount } from "../order-account"

export type Order = Awaited<ReturnType<typeof readOrderLines>>

/** The items that these operations have moved. */
export function itemsOf(operations: readonly PaygateOperationRecord[]): ItemQuantity[] {
  return operations.flatMap(({ state, items }) =>
    state === "succeeded" ? ((items as unknown as ItemQuantity[] | null) ?? []) : [],
  )
}

/** What was captured or refunded of an order, by whichever of its payments, item by item; oldest first. */
export async function listItemOperations(
  container: MedusaContainer,
  orderId: string,
  movement: Movement,
): Promise<PaygateOperationRecord[]> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const account = await readAccount(container, orderId)
  const all = await Promise.all(
    (account?.authorizations ?? []).map(({ record }) => books.listSettledOperations(record.id, movement)),
  )
  return all.flat().filter(({ items }) => items !== null)
}

/** Reads an order as lines are made of it. Throws `cart_missing` where there is none. */
export async function readLines(container: MedusaContainer, orderId: string): Promise<Order> {
  return readOrderLines(container.resolve(ContainerRegistrationKeys.QUERY), orderId)
}

/** The part of an order that a capture or refund is over. Throws `line_item_unknown` and `quantity_invalid`. */
export function movedPart(
  { order }: Order,
  items: readonly ItemQuantity[],
  { movement, currency, earlier }: { movement: Movement; currency: Currency; earlier: readonly ItemQuantity[] },
): OrderPart {
  const isCapture = movement === "capture"
  return partOf(order, items, { currency, earlier, withShipping: isCapture, withReturned: !isCapture })
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
