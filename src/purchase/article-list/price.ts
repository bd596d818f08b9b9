import type { OrderLine } from "../../paygate/article-list"
import { roundHalfUp } from "../money"
import type { Entry } from "./entries"
import { cleanText } from "./text"

/** How much of a line's amount may look like a discount only because unit prices are whole minor units. */
const MAX_ARTIFICIAL_DISCOUNT = 0.01

type Pricing = Pick<OrderLine, "quantity" | "unit_price" | "total_amount" | "total_discount_amount">

/**
 * Turns an entry into a line (without its tax) whose quantity × unit price − discount is exactly `total` minor units.
 * Klarna counts in whole numbers, so a fractional quantity, and a unit price that whole minor units cannot express to
 * one percent, become quantity 1 with the quantity in the name.
 */
export function priceEntry(entry: Entry, total: number): OrderLine {
  const { description, type } = entry
  if (total < 0) {
    // Klarna allows negative amounts in discounts only.
    return { ...countedInName(entry), type: "discount", quantity: 1, unit_price: total, total_amount: total }
  }
  const each = pricePieces(entry, total)
  return each ? { ...description, type, ...each } : { ...countedInName(entry), type, ...priceWhole(entry, total) }
}

function pricePieces({ quantity, original }: Entry, total: number): Pricing | undefined {
  const pieces = quantity.toNumber()
  if (!Number.isSafeInteger(pieces) || pieces < 1) {
    return undefined
  }
  const unitPrice = Math.max(roundHalfUp(original.dividedBy(pieces)), Math.ceil(total / pieces))
  const gross = pieces * unitPrice
  const trueGross = Math.max(roundHalfUp(original), total)
  const isHonest = Number.isSafeInteger(gross) && Math.abs(gross - trueGross) <= trueGross * MAX_ARTIFICIAL_DISCOUNT
  return isHonest ? pricing(pieces, unitPrice, total) : undefined
}

function priceWhole({ original }: Entry, total: number): Pricing {
  return pricing(1, Math.max(roundHalfUp(original), total), total)
}

function pricing(quantity: number, unitPrice: number, total: number): Pricing {
  const discount = quantity * unitPrice - total
  return {
    quantity,
    unit_price: unitPrice,
    total_amount: total,
    ...(discount > 0 && { total_discount_amount: discount }),
  }
}

function countedInName({ quantity, description }: Entry): Entry["description"] {
  const count = quantity.isEqualTo(1) || quantity.isZero() ? "" : `${Number(quantity.toPrecision(6))} × `
  return { ...description, name: cleanText(`${count}${description.name}`) ?? description.name }
}
