import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { OrderLine } from "../../paygate/article-list"
import { roundHalfUp } from "../money"
import { settle, type Share } from "./settle"
import type { SourceTaxLine } from "./source"

/** Room for floating point in comparisons of minor units: ten digits before the point leave six behind it. */
const NOISE = 1e-5

/** Klarna checks the tax of a line to one minor unit (protocol facts, section 9). */
const TOLERANCE = 1

/** The tax Klarna computes inside a total, in (fractions of) minor units; `rate` in hundredths of a percent. */
export function taxInside(total: number, rate: number): number {
  return total - (total * 10000) / (10000 + rate)
}

/**
 * The rate Klarna is told, in hundredths of a percent. Medusa applies each tax line of an item to the same net amount,
 * so several rates simply add up.
 */
export function combinedRate(taxLines: readonly (SourceTaxLine | null | undefined)[]): number {
  const rates = taxLines.map((line): BigNumberInput => line?.rate ?? 0)
  const hundredths = roundHalfUp(MathBN.mult(MathBN.sum(...rates), 100))
  return Number.isSafeInteger(hundredths) && hundredths > 0 ? hundredths : 0
}

/**
 * Whether Klarna's formula on the two-decimal rate gives Medusa's tax to half a minor unit, so that rounding keeps it
 * within Klarna's tolerance.
 */
export function rateExplainsTax(total: number, tax: number, rate: number): boolean {
  return Math.abs(tax - taxInside(total, rate)) <= TOLERANCE / 2 + NOISE
}

/**
 * Whole taxes for lines with known totals and rates, each within Klarna's tolerance and as near to its `tax` as that
 * allows, adding up to `target` if the tolerances permit.
 */
export function settleTaxes(lines: readonly TaxedLine[], target: number): { values: number[]; rest: number } {
  return settle(
    lines.map(({ total, rate, tax }): Share => ({ ideal: tax, ...taxBounds(total, rate) })),
    target,
  )
}

export interface TaxedLine {
  /** Minor units, with tax. */
  total: number
  /** Hundredths of a percent. */
  rate: number
  /** Minor units, not yet rounded. */
  tax: number
}

/** The tax of the whole order as a line of its own, in minor units; it declares no tax inside, being tax itself. */
export function salesTaxLine(minorAmount: number, name: string): OrderLine {
  return { type: "sales_tax", name, quantity: 1, unit_price: minorAmount, total_amount: minorAmount }
}

/** Short of the very tolerance, which also keeps a line without a rate from getting tax. */
function taxBounds(total: number, rate: number): { low: number; high: number } {
  const expected = taxInside(total, rate)
  return {
    low: Math.max(Math.ceil(expected - TOLERANCE + NOISE), Math.min(total, 0)),
    high: Math.min(Math.floor(expected + TOLERANCE - NOISE), Math.max(total, 0)),
  }
}
