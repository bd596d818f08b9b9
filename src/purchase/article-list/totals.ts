import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN, MedusaError } from "@medusajs/framework/utils"
import type { Currency } from "../../paygate/currencies"
import { MAX_MINOR_AMOUNT, toDecimal, toExactMinor, type Decimal } from "../money"
import type { SourceTotals } from "./source"

/** What Medusa computed for an item or a shipping method, in minor units, not rounded. */
export interface Totals {
  /** With tax, after discounts. */
  total: Decimal
  /** With tax, before discounts. */
  original: Decimal
  /** The tax inside `total`. */
  tax: Decimal
  /** The tax inside `original`. */
  originalTax: Decimal
}

export const ZERO: Decimal = MathBN.convert(0)

/** Reads the totals off a row. Throws a `MedusaError` when it has none, since a list of zeros would be a lie. */
export function totalsOf(row: SourceTotals, currency: Currency): Totals {
  const minor = (name: "total" | "tax_total" | "original_total" | "original_tax_total") => {
    const amount = decimalOf<typeof name>(row, name)
    return amount && bounded(toExactMinor(amount, currency))
  }
  const total = minor("total")
  if (!total) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      "An item or shipping method has no total: read the cart or order with ARTICLE_LIST_FIELDS",
    )
  }
  const original = minor("original_total") ?? total
  return {
    total,
    original,
    tax: within(minor("tax_total") ?? ZERO, total),
    originalTax: within(minor("original_tax_total") ?? ZERO, original),
  }
}

/** An amount of a row in its own units: Medusa's unrounded `raw_…` copy where there is one. */
export function decimalOf<Name extends string>(
  row: { [Key in Name | `raw_${Name}`]?: BigNumberInput | null | undefined } | null | undefined,
  name: Name,
): Decimal | undefined {
  const amount = row?.[`raw_${name}`] ?? row?.[name]
  return amount == null ? undefined : toDecimal(amount)
}

/** Larger amounts cannot be sent anyway, and would leave the range in which integers add up exactly. */
export function bounded(amount: Decimal): Decimal {
  return MathBN.max(MathBN.min(amount, MAX_MINOR_AMOUNT), -MAX_MINOR_AMOUNT)
}

/** A tax between nothing and the whole: Klarna knows no tax of the other sign than its line. */
function within(tax: Decimal, total: Decimal): Decimal {
  return MathBN.max(MathBN.min(tax, MathBN.max(total, 0)), MathBN.min(total, 0))
}
