import { MathBN } from "@medusajs/framework/utils"
import { ARTICLE_LIST_LIMIT, sumOfTaxes, sumOfTotals, type OrderLine } from "../../paygate/article-list"
import type { Currency } from "../../paygate/currencies"
import { roundHalfUp } from "../money"
import type { CategoryNames } from "./category-path"
import { creditOrderLines } from "./credits"
import { entriesOf, netOfTax, type Entry } from "./entries"
import { fitToLimit } from "./fit"
import { labelsFor, type Labels } from "./labels"
import { priceEntry } from "./price"
import { settle } from "./settle"
import type { ArticleListSource, SourceItem } from "./source"
import { rateExplainsTax, salesTaxLine, settleTaxes } from "./tax"

export interface ArticleListOptions {
  /** What the lines have to add up to: the request's `Amount`, in minor units. */
  minorAmount: number
  currency: Currency
  /** ISO 3166-1 alpha-2 of the purchase (`bdCountryCode`); in `US` tax is a line of its own. */
  country: string
  /** `Language` code or locale, for the names of lines that the shop has no name for. */
  language: string
  /** The shop's page about an item, if it has one. */
  productUrl?: ((item: SourceItem) => string | undefined) | undefined
  /** Names of the categories of `categoryIdsOf`; without them a category path has two levels at most. */
  categoryNames?: CategoryNames | undefined
  /** Characters the encoded list may have; 2,048 unless told. */
  limit?: number | undefined
}

/** What Klarna asks the tax line of a US order to be called. */
const US_TAX_NAME = "Sales Tax"

/**
 * Makes the article list of a cart or an order. The totals add up to `minorAmount` exactly, `taxAmount` (minor units)
 * is what `TaxAmount` has to be for these lines, and each line passes Klarna's arithmetic (`checkOrderLine`).
 * docs/article-list.md tells the rounding, and when tax becomes a line of its own.
 *
 * Throws a `MedusaError` (`UNEXPECTED_STATE`) for a source whose totals were not read.
 */
export function buildArticleList(
  source: ArticleListSource,
  options: ArticleListOptions,
): { lines: OrderLine[]; taxAmount: number } {
  const { minorAmount, currency, country, language, limit = ARTICLE_LIST_LIMIT } = options
  const { productUrl, categoryNames = new Map() } = options
  const labels = labelsFor(language)
  const entries = entriesOf(source, { currency, labels, productUrl, categoryNames })
  const taxTotal = roundHalfUp(MathBN.sum(...entries.map(({ tax }) => tax)))
  // Klarna has two ways to state tax, inside the lines or beside them; a mixture would have no order-level rule.
  const isUnitedStates = country.toUpperCase() === "US"
  const isTaxBeside = isUnitedStates || !entries.every(isTaxExplained)

  const fixed = [
    ...creditOrderLines(source, currency, labels),
    ...(isTaxBeside && taxTotal > 0 ? [salesTaxLine(taxTotal, isUnitedStates ? US_TAX_NAME : labels.tax)] : []),
  ]
  const priced = priceEntries(isTaxBeside ? entries.map(netOfTax) : entries, minorAmount - sumOfTotals(fixed))
  const lines = closeGap([...priced, ...fixed], minorAmount, labels)
  const taxed = isTaxBeside ? lines : withTaxes(lines, entries, taxTotal)
  return { lines: fitToLimit(taxed, limit, language), taxAmount: sumOfTaxes(taxed) }
}

function isTaxExplained({ total, tax, rate }: Entry): boolean {
  return rateExplainsTax(total.toNumber(), tax.toNumber(), rate)
}

/** One line for each entry, adding up to `target` where rounding can explain it (a minor unit for each line). */
function priceEntries(entries: readonly Entry[], target: number): OrderLine[] {
  const rounded = entries.map(({ total }) => ({ ideal: total.toNumber(), value: roundHalfUp(total) }))
  const settled = settle(
    rounded.map(({ ideal, value }) => ({
      ideal,
      // What is free stays free, and what is negative (a discount) stays as the shopper knows it.
      low: ideal > 0 ? Math.max(value - 1, 0) : value,
      high: ideal > 0 ? value + 1 : value,
    })),
    target,
  )
  const totals = settled.rest === 0 ? settled.values : rounded.map(({ value }) => value)
  return entries.map((entry, index) => priceEntry(entry, totals[index] ?? 0))
}

/**
 * Adds what is missing to `minorAmount` as a line of its own. A list is never empty: where nothing is known of what is
 * sold, the whole amount is an article.
 */
function closeGap(lines: OrderLine[], minorAmount: number, labels: Labels): OrderLine[] {
  const gap = minorAmount - sumOfTotals(lines)
  const money = { quantity: 1, unit_price: gap, total_amount: gap }
  if (lines.length === 0) {
    return [{ type: "physical", name: labels.article, ...money }]
  }
  return gap === 0 ? lines : [...lines, { type: gap < 0 ? "discount" : "surcharge", name: labels.adjustment, ...money }]
}

/** Gives every line its rate and tax; lines that stem from no entry (credit, gap) have neither. */
function withTaxes(lines: readonly OrderLine[], entries: readonly Entry[], taxTotal: number): OrderLine[] {
  const taxes = settleTaxes(
    lines.map(({ total_amount }, index) => ({
      total: total_amount,
      rate: entries[index]?.rate ?? 0,
      tax: entries[index]?.tax.toNumber() ?? 0,
    })),
    taxTotal,
  )
  return lines.map((line, index) => ({
    ...line,
    tax_rate: entries[index]?.rate ?? 0,
    total_tax_amount: taxes.values[index] ?? 0,
  }))
}
