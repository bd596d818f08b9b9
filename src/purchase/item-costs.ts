import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { Currency } from "../paygate"
import { refusal } from "../refusals"
import { decimalOf, type ArticleListSource, type SourceItem } from "./article-list"
import { roundHalfUp, toDecimal, toExactMinor, type Decimal } from "./money"

/** A line item of an order, and how many of it. */
export interface ItemQuantity {
  line_item_id: string
  quantity: number
}

/** Part of an order. */
export interface OrderPart {
  /** What it costs, in minor units. */
  minorAmount: number
  /** The part, to make an article list of. */
  source: ArticleListSource
}

export interface PartOptions {
  currency: Currency
  /** The parts of the same kind before this one: the cent that does not divide goes to whichever part it falls in. */
  earlier?: readonly ItemQuantity[]
  /** Whether the first part has the order's shipping costs in it. */
  withShipping: boolean
  /** How many of each may be taken; unless given, those that have neither come back nor been taken before. */
  left?: ReadonlyMap<string, number>
}

const ZERO = MathBN.convert(0)

/** Medusa's totals of an item are over what has not come back; these are what came back. */
interface ReturnedTotals {
  return_received_total?: BigNumberInput | null
  return_dismissed_total?: BigNumberInput | null
}

/** An item of an order with all it has: quantity and what it costs with tax and discounts, in major units. */
export interface WholeItem {
  item: SourceItem
  quantity: Decimal
  total: Decimal
  /** What has not come back. */
  current: Decimal
}

export function wholeItem(item: SourceItem & ReturnedTotals): WholeItem {
  const quantity = decimalOf<"quantity">(item, "quantity") ?? ZERO
  const received = decimalOf<"return_received_quantity">(item.detail, "return_received_quantity") ?? ZERO
  const dismissed = decimalOf<"return_dismissed_quantity">(item.detail, "return_dismissed_quantity") ?? ZERO
  const returned = [item.return_received_total, item.return_dismissed_total].map((total) => toDecimal(total ?? 0))
  const total = [decimalOf<"total">(item, "total") ?? ZERO, ...returned].reduce((sum, one) => sum.plus(one))
  return { item, quantity, total, current: quantity.minus(received).minus(dismissed) }
}

/** Quantities by line item, each once. */
export function sumUp(items: readonly ItemQuantity[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>()
  for (const { line_item_id, quantity } of items) {
    sums.set(line_item_id, (sums.get(line_item_id) ?? ZERO).plus(toDecimal(quantity)))
  }
  return sums
}

function costOf(quantities: ReadonlyMap<string, Decimal>, items: ReadonlyMap<string, WholeItem>): Decimal {
  return [...quantities].reduce((sum, [id, quantity]) => {
    const whole = items.get(id)
    return whole && !whole.quantity.isZero() ? sum.plus(whole.total.times(quantity).dividedBy(whole.quantity)) : sum
  }, ZERO)
}

/** What the delivery of an order costs, with tax and discounts, in major units. */
export function deliveryCost({ shipping_methods }: ArticleListSource): Decimal {
  return (shipping_methods ?? []).reduce((sum, method) => sum.plus(decimalOf<"total">(method, "total") ?? ZERO), ZERO)
}

function wholesOf({ items }: ArticleListSource): Map<string, WholeItem> {
  return new Map((items ?? []).flatMap((item): [string, WholeItem][] => (item?.id ? [[item.id, wholeItem(item)]] : [])))
}

/** What these items of an order cost with its delivery, rounded once, in minor units; nothing where there are none. */
export function costWithDelivery(order: ArticleListSource, items: readonly ItemQuantity[], currency: Currency): number {
  const quantities = sumUp(items)
  return quantities.size === 0
    ? 0
    : roundHalfUp(toExactMinor(costOf(quantities, wholesOf(order)).plus(deliveryCost(order)), currency))
}

/**
 * What part of an order costs. However an order is cut, its parts add up to the whole to the cent: each is the rounded
 * cost up to and with it, less the rounded cost of those before. Throws `line_item_unknown` and `quantity_invalid`,
 * naming the field.
 */
export function partOf(
  order: ArticleListSource,
  items: readonly ItemQuantity[],
  { currency, earlier = [], withShipping, left }: PartOptions,
): OrderPart {
  const wholes = wholesOf(order)
  const before = sumUp(earlier)
  const after = sumUp(earlier)
  items.forEach(({ line_item_id, quantity }, index) => {
    const whole = wholes.get(line_item_id)
    if (!whole) {
      throw refusal("line_item_unknown", `items.${index}.line_item_id`)
    }
    const taken = (after.get(line_item_id) ?? ZERO).plus(toDecimal(quantity))
    const earliest = before.get(line_item_id) ?? ZERO
    const most = left ? toDecimal(left.get(line_item_id) ?? 0) : MathBN.max(whole.current.minus(earliest), 0)
    if (!(quantity > 0) || taken.minus(earliest).gt(most)) {
      throw refusal("quantity_invalid", `items.${index}.quantity, ${most.toFixed()} at most`)
    }
    after.set(line_item_id, taken)
  })
  const methods = withShipping ? (order.shipping_methods ?? []) : []
  const shipping = deliveryCost({ shipping_methods: methods })
  const minorOf = (quantities: ReadonlyMap<string, Decimal>) =>
    quantities.size === 0 ? 0 : roundHalfUp(toExactMinor(costOf(quantities, wholes).plus(shipping), currency))
  return {
    minorAmount: minorOf(after) - minorOf(before),
    source: {
      items: [...sumUp(items)].flatMap(([id, quantity]) => shareOf(wholes.get(id), quantity)),
      shipping_methods: before.size === 0 ? methods : [],
    },
  }
}

const TOTALS = ["total", "tax_total", "original_total", "original_tax_total"] as const

/** The same item with this quantity, and its share of the totals. */
function shareOf(whole: WholeItem | undefined, quantity: Decimal): SourceItem[] {
  if (!whole) {
    return []
  }
  const { item, current, total } = whole
  const totals = TOTALS.map((name): [string, BigNumberInput] => {
    const amount = decimalOf<typeof name>(item, name) ?? ZERO
    return [name, current.isZero() ? ZERO : amount.times(quantity).dividedBy(current)]
  })
  const cost = whole.quantity.isZero() ? ZERO : total.times(quantity).dividedBy(whole.quantity)
  const { detail: _detail, ...rest } = item
  const unrounded = Object.fromEntries([...TOTALS, "quantity"].map((name) => [`raw_${name}`, null]))
  return [
    {
      ...rest,
      ...unrounded,
      ...Object.fromEntries(totals),
      ...(current.isZero() ? { total: cost, original_total: cost } : {}),
      quantity,
    },
  ]
}

/** Whether nothing of an order is left once these parts are taken. */
export function isWhole(order: ArticleListSource, parts: readonly ItemQuantity[]): boolean {
  const taken = sumUp(parts)
  return (order.items ?? []).every((item) => {
    const current = item ? wholeItem(item).current : ZERO
    return current.lte(taken.get(item?.id ?? "") ?? ZERO)
  })
}
