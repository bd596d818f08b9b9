import type { OrderLine } from "../../paygate/article-list"
import { clip, encodedCost } from "./text"

type Optional = Exclude<keyof OrderLine, "name" | "quantity" | "unit_price" | "total_amount" | "product_identifiers">
type Identifier = keyof NonNullable<OrderLine["product_identifiers"]>

/** Bytes of encoded JSON a shortened name may take. */
const LONG_NAME = 60
export const SHORT_NAME = 32

/**
 * What a list that is too long loses, in this order and from all lines alike: first what is only displayed, then what
 * only merchants look up. Klarna's risk check and the shopper's invoice need names, so these only get shorter.
 */
export const SHRINKING: readonly ((line: OrderLine) => OrderLine)[] = [
  without("merchant_data"),
  without("image_url"),
  without("product_url"),
  withoutIdentifiers("category_path"),
  withoutIdentifiers("brand", "manufacturer_part_number"),
  withoutIdentifiers("global_trade_item_number"),
  withNameOf(LONG_NAME),
  without("quantity_unit"),
  withNameOf(SHORT_NAME),
  without("reference"),
]

function without(field: Optional) {
  return ({ ...line }: OrderLine): OrderLine => {
    delete line[field]
    return line
  }
}

function withoutIdentifiers(...fields: Identifier[]) {
  return ({ product_identifiers, ...line }: OrderLine): OrderLine => {
    const left = Object.entries(product_identifiers ?? {}).filter(([field]) => !fields.includes(field as Identifier))
    return left.length > 0 ? { ...line, product_identifiers: Object.fromEntries(left) } : line
  }
}

function withNameOf(bytes: number) {
  return (line: OrderLine): OrderLine => ({ ...line, name: shortName(line.name, bytes) })
}

/** Shortens a name to so many bytes of encoded JSON, but never to nothing. */
export function shortName(name: string, bytes: number): string {
  return clip(name, bytes, encodedCost) || "-"
}
