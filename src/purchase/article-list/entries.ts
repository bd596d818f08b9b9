import { MathBN } from "@medusajs/framework/utils"
import type { OrderLine } from "../../paygate/article-list"
import type { Currency } from "../../paygate/currencies"
import type { Decimal } from "../money"
import { describeItem, type DescribeOptions, type Description } from "./describe"
import type { ArticleListSource, SourceItem, SourceShippingMethod } from "./source"
import { combinedRate } from "./tax"
import { cleanText } from "./text"
import { decimalOf, totalsOf, ZERO, type Totals } from "./totals"

/** One thing the shopper pays for. */
export interface Entry extends Totals {
  type: NonNullable<OrderLine["type"]>
  quantity: Decimal
  /** Hundredths of a percent. */
  rate: number
  description: Description
}

export interface EntryOptions extends DescribeOptions {
  currency: Currency
}

/** Items and shipping methods, without what was taken off an order and without shipping that has no price. */
export function entriesOf(source: ArticleListSource, options: EntryOptions): Entry[] {
  const items = (source.items ?? []).filter((item) => item != null)
  const methods = (source.shipping_methods ?? []).filter((method) => method != null)
  const entries = [
    ...items
      .map((item) => itemEntry(item, options))
      .filter(({ quantity, total }) => !quantity.isZero() || !total.isZero()),
    ...methods
      .map((method) => shippingEntry(method, options))
      .filter(({ original, total }) => !original.isZero() || !total.isZero()),
  ]
  // Paygate takes no negative TaxAmount: should the taxes be below zero, negative entries go without theirs.
  const taxTotal = MathBN.sum(...entries.map(({ tax }) => tax))
  return taxTotal.isNegative() ? entries.map((entry) => (entry.total.isNegative() ? untaxed(entry) : entry)) : entries
}

/** The same entry less its tax, for lists in which tax is a line of its own. */
export function netOfTax(entry: Entry): Entry {
  const { total, original, tax, originalTax } = entry
  return untaxed({ ...entry, total: total.minus(tax), original: original.minus(originalTax) })
}

function untaxed(entry: Entry): Entry {
  return { ...entry, tax: ZERO, originalTax: ZERO, rate: 0 }
}

function itemEntry(item: SourceItem, options: EntryOptions): Entry {
  const returned = MathBN.sum(
    decimalOf<"return_received_quantity">(item.detail, "return_received_quantity") ?? 0,
    decimalOf<"return_dismissed_quantity">(item.detail, "return_dismissed_quantity") ?? 0,
  )
  return {
    ...totalsOf(item, options.currency),
    type: item.is_giftcard || item.requires_shipping === false ? "digital" : "physical",
    quantity: MathBN.sub(decimalOf<"quantity">(item, "quantity") ?? 1, returned),
    rate: combinedRate(item.tax_lines ?? []),
    description: describeItem(item, options),
  }
}

function shippingEntry(method: SourceShippingMethod, { currency, labels }: EntryOptions): Entry {
  const reference = cleanText(method.shipping_option_id)
  return {
    ...totalsOf(method, currency),
    type: "shipping_fee",
    quantity: MathBN.convert(1),
    rate: combinedRate(method.tax_lines ?? []),
    description: { name: cleanText(method.name) ?? labels.shipping, ...(reference && { reference }) },
  }
}
