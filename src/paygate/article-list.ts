import { z } from "zod"

/** The kinds of line Klarna knows (interface document, "ArticleList", `type`). */
export const ORDER_LINE_TYPES = [
  "physical",
  "discount",
  "shipping_fee",
  "sales_tax",
  "digital",
  "gift_card",
  "store_credit",
  "surcharge",
] as const

/** Characters the transmitted `ArticleList` may have, after Base64 (`ans..2048`). */
export const ARTICLE_LIST_LIMIT = 2048

/**
 * One line of an article list, all amounts in minor units (interface document, "ArticleList"; limits of single fields
 * from Klarna's order lines). Arithmetic is not checked here: see `checkOrderLine`.
 */
export const orderLine = z.strictObject({
  name: z.string().min(1).max(255),
  quantity: z.int().min(0),
  unit_price: z.int(),
  total_amount: z.int(),
  type: z.enum(ORDER_LINE_TYPES).optional(),
  reference: z.string().max(255).optional(),
  quantity_unit: z.string().max(8).optional(),
  tax_rate: z.int().min(0).optional(),
  total_tax_amount: z.int().optional(),
  total_discount_amount: z.int().min(0).optional(),
  image_url: z.string().max(1024).optional(),
  product_url: z.string().max(1024).optional(),
  merchant_data: z.string().max(255).optional(),
  product_identifiers: z
    .strictObject({
      brand: z.string().optional(),
      category_path: z.string().optional(),
      global_trade_item_number: z.string().optional(),
      manufacturer_part_number: z.string().optional(),
    })
    .optional(),
})

export type OrderLine = z.infer<typeof orderLine>

/** The JSON of the parameter `ArticleList`. */
export const articleList = z.strictObject({ order_lines: z.array(orderLine).min(1).max(1000) })

/**
 * Says what is wrong with a line by Klarna's own arithmetic, or `undefined` when it holds:
 * quantity × unit price − discount = total, and the tax within one minor unit of what the rate gives
 * (protocol facts, section 9). Only discounts, gift cards and store credit may be negative.
 */
export function checkOrderLine(line: OrderLine): string | undefined {
  const discount = line.total_discount_amount ?? 0
  const tax = line.total_tax_amount ?? 0
  if (line.quantity * line.unit_price - discount !== line.total_amount) {
    return "quantity × unit_price − total_discount_amount is not total_amount"
  }
  const mayBeNegative = line.type === "discount" || line.type === "gift_card" || line.type === "store_credit"
  if (!mayBeNegative && (line.unit_price < 0 || line.total_amount < 0 || tax < 0)) {
    return "a negative amount in a line that is neither discount, gift_card nor store_credit"
  }
  const rate = line.tax_rate ?? 0
  const expected = line.total_amount - (line.total_amount * 10000) / (10000 + rate)
  if (Math.abs(tax - expected) > 1) {
    return "total_tax_amount does not fit tax_rate"
  }
  return undefined
}

/** What `Amount` must be for these lines, in minor units. */
export function sumOfTotals(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.total_amount, 0)
}

/**
 * What `TaxAmount` must be for these lines, in minor units: the tax inside the lines, and every `sales_tax` line as a
 * whole, since such a line is tax itself and declares none inside (Klarna's rule for US orders).
 */
export function sumOfTaxes(lines: readonly OrderLine[]): number {
  return lines.reduce(
    (sum, line) => sum + (line.type === "sales_tax" ? line.total_amount : (line.total_tax_amount ?? 0)),
    0,
  )
}
