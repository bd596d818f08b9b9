import { sumOfTaxes, sumOfTotals, type OrderLine } from "../../paygate/article-list"
import { SHORT_NAME, shortName } from "./shrink"
import { salesTaxLine, settleTaxes } from "./tax"

/**
 * Merges the `count` smallest lines, each with those of its type and tax rate. Totals and taxes keep their sums; where
 * merged taxes miss Klarna's tolerance, single minor units of tax move to other lines.
 *
 * @returns `undefined` when no taxes within the tolerances keep the sum
 */
export function mergeSmallest(lines: readonly OrderLine[], count: number): OrderLine[] | undefined {
  const bySize = [...lines].sort((a, b) => Math.abs(a.total_amount) - Math.abs(b.total_amount))
  const small = new Set(bySize.slice(0, count))
  const groups = new Map<unknown, OrderLine[]>()
  for (const line of lines) {
    const key = small.has(line) ? `${line.type} ${line.tax_rate}` : line
    const group = groups.get(key)
    if (group) {
      group.push(line)
    } else {
      groups.set(key, [line])
    }
  }
  return resettleTaxes([...groups.values()].map(mergeAlike))
}

/**
 * The shortest form of a list, for carts with more tax rates than lines fit: everything sold, everything taken off,
 * and the tax of both as a line of its own.
 */
export function mergeAll(lines: readonly OrderLine[], taxName: string): OrderLine[] {
  const net = lines
    .filter(({ type }) => type !== "sales_tax")
    .map((line) => ({ ...line, total_amount: line.total_amount - (line.total_tax_amount ?? 0) }))
  const sold = net.filter(({ total_amount }) => total_amount >= 0)
  const takenOff = net.filter(({ total_amount }) => total_amount < 0)
  const tax = sumOfTaxes(lines)
  return [
    ...(sold.length > 0 ? [{ ...lump(sold), type: "physical" as const }] : []),
    ...(takenOff.length > 0 ? [{ ...lump(takenOff), type: "discount" as const }] : []),
    ...(tax === 0 ? [] : [salesTaxLine(tax, lines.find(({ type }) => type === "sales_tax")?.name ?? taxName)]),
  ]
}

function mergeAlike(group: OrderLine[]): OrderLine {
  const [first] = group as [OrderLine, ...OrderLine[]]
  if (group.length === 1) {
    return first
  }
  const merged = lump(group)
  const discount = group.reduce((sum, line) => sum + (line.total_discount_amount ?? 0), 0)
  const tax = group.reduce((sum, line) => sum + (line.total_tax_amount ?? 0), 0)
  return {
    ...merged,
    ...(first.type && { type: first.type }),
    ...(discount > 0 && { unit_price: merged.total_amount + discount, total_discount_amount: discount }),
    ...(first.tax_rate !== undefined && { tax_rate: first.tax_rate, total_tax_amount: tax }),
  }
}

/** One piece worth all lines together, named after the largest: "Shirt (+12)". */
function lump(lines: readonly OrderLine[]): OrderLine {
  const total = sumOfTotals(lines)
  const largest = lines.reduce((a, b) => (Math.abs(b.total_amount) > Math.abs(a.total_amount) ? b : a))
  const others = lines.length > 1 ? ` (+${lines.length - 1})` : ""
  return {
    name: shortName(largest.name, SHORT_NAME - others.length) + others,
    quantity: 1,
    unit_price: total,
    total_amount: total,
  }
}

function resettleTaxes(lines: OrderLine[]): OrderLine[] | undefined {
  const taxed = lines.map((line) => ({
    total: line.total_amount,
    rate: line.tax_rate ?? 0,
    tax: line.total_tax_amount ?? 0,
  }))
  const { values, rest } = settleTaxes(
    taxed,
    taxed.reduce((sum, { tax }) => sum + tax, 0),
  )
  return rest === 0
    ? lines.map((line, index) => (line.tax_rate ? { ...line, total_tax_amount: values[index] ?? 0 } : line))
    : undefined
}
