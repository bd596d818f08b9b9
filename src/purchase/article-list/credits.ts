import type { OrderLine } from "../../paygate/article-list"
import type { Currency } from "../../paygate/currencies"
import { roundHalfUp, toExactMinor } from "../money"
import type { Labels } from "./labels"
import type { ArticleListSource, SourceCreditLine } from "./source"
import { bounded, decimalOf, ZERO } from "./totals"

/**
 * Credit lines as lines without tax. The loyalty plugin marks them with the references "gift-card" and "store-credit";
 * any other reference is taken as store credit. A credit line below zero raises what is to be paid: a surcharge.
 */
export function creditOrderLines(source: ArticleListSource, currency: Currency, labels: Labels): OrderLine[] {
  const lines = (source.credit_lines ?? [])
    .filter((credit) => credit != null)
    .map((credit) => creditLine(credit, currency, labels))
    .filter(({ total_amount }) => total_amount !== 0)
  // Medusa takes credit of one minor unit or less for none (calculateCreditLinesTotal).
  const credited = lines.reduce((sum, { total_amount }) => sum + total_amount, 0)
  return Math.abs(credited) <= 1 ? [] : lines
}

function creditLine(credit: SourceCreditLine, currency: Currency, labels: Labels): OrderLine {
  const amount = decimalOf<"amount">(credit, "amount") ?? ZERO
  const total = roundHalfUp(bounded(toExactMinor(amount, currency)).negated())
  const money = { quantity: 1, unit_price: total, total_amount: total }
  if (total > 0) {
    return { type: "surcharge", name: labels.adjustment, ...money }
  }
  return /gift.?card/i.test(credit.reference ?? "")
    ? { type: "gift_card", name: labels.giftCard, ...money }
    : { type: "store_credit", name: labels.storeCredit, ...money }
}
