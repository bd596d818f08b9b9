import fc from "fast-check"
import {
  ARTICLE_LIST_LIMIT,
  articleList,
  checkOrderLine,
  sumOfTaxes,
  sumOfTotals,
  type OrderLine,
} from "../../../paygate/article-list"
import { encodeBase64Json } from "../../../paygate/base64-json"
import { buildArticleList } from "../build"
import { fitToLimit } from "../fit"
import { arbitraryCart, medusaCart, minorOf } from "./carts"

const sizeOf = (lines: readonly OrderLine[]) => encodeBase64Json({ order_lines: lines }).length

/** Fits, adds up to the same, and passes Klarna's arithmetic. */
function expectFit(fitted: OrderLine[], lines: OrderLine[], limit = ARTICLE_LIST_LIMIT) {
  expect(sizeOf(fitted)).toBeLessThanOrEqual(limit)
  expect(sumOfTotals(fitted)).toBe(sumOfTotals(lines))
  expect(sumOfTaxes(fitted)).toBe(sumOfTaxes(lines))
  expect(fitted.map(checkOrderLine).filter(Boolean)).toEqual([])
  expect(articleList.safeParse({ order_lines: fitted }).error).toBeUndefined()
}

/** The full list of a cart with many items, priced so that nearly every line is rounded. */
function linesOf(count: number, rateOf: (index: number) => number, country = "DE") {
  const cart = medusaCart({
    items: Array.from({ length: count }, (_, index) => ({
      id: `item_${index}`,
      title: `Article number ${index} with a telling name`,
      variant_sku: `SKU-${index}`,
      thumbnail: `https://cdn.example/${index}.png`,
      quantity: (index % 3) + 1,
      unit_price: 1.11 + ((index * 37) % 100),
      tax_lines: [{ rate: rateOf(index) }],
    })),
    shipping_methods: [{ name: "DHL", amount: 4.9, is_tax_inclusive: true, tax_lines: [{ rate: 19 }] }],
  })
  const options = { currency: "EUR", country, language: "DE", limit: Infinity } as const
  return buildArticleList(cart, { ...options, minorAmount: minorOf(cart.total) }).lines
}

const fullLine: OrderLine = {
  type: "physical",
  name: "A name that is quite long, so that shortening it to sixty and to thirty-two characters shows",
  quantity: 2,
  unit_price: 1000,
  total_amount: 2000,
  tax_rate: 1900,
  total_tax_amount: 319,
  reference: "SKU-1",
  quantity_unit: "pcs",
  merchant_data: "some data",
  image_url: "https://cdn.example/image.png",
  product_url: "https://shop.example/product",
  product_identifiers: {
    brand: "Brand",
    category_path: "Clothes",
    manufacturer_part_number: "MPN-1",
    global_trade_item_number: "4006381333931",
  },
}

describe("fitToLimit", () => {
  it("leaves alone what fits", () => {
    expect(fitToLimit([fullLine])).toEqual([fullLine])
  })

  it("does not change what it is given", () => {
    const lines = [structuredClone(fullLine)]
    fitToLimit(lines, 200)
    expect(lines).toEqual([fullLine])
  })

  it("loses optional fields in the documented order", () => {
    const lost: string[] = []
    let known = flatten(fullLine)
    for (let limit = sizeOf([fullLine]); limit > 180; limit -= 4) {
      const [line] = fitToLimit([fullLine], limit)
      const fields = flatten(line!)
      lost.push(...Object.keys(known).filter((field) => fields[field] !== known[field]))
      known = fields
    }
    expect(lost.slice(0, 11)).toEqual([
      "merchant_data",
      "image_url",
      "product_url",
      "category_path",
      "brand",
      "manufacturer_part_number",
      "global_trade_item_number",
      "name",
      "quantity_unit",
      "name",
      "reference",
    ])
  })

  it("brings 60 articles under the limit, the dearest still by name", () => {
    const lines = linesOf(60, () => 19)
    expect(sizeOf(lines)).toBeGreaterThan(4 * ARTICLE_LIST_LIMIT)
    const fitted = fitToLimit(lines)
    expectFit(fitted, lines)
    expect(fitted.length).toBeGreaterThanOrEqual(8)
    const merged = fitted.filter(({ name }) => /\(\+\d+\)$/.test(name))
    expect(merged).toHaveLength(1)
    expect(merged[0]).toMatchObject({ type: "physical", quantity: 1, tax_rate: 1900 })
    const dearest = lines.reduce((a, b) => (b.total_amount > a.total_amount ? b : a))
    expect(fitted.map(({ total_amount }) => total_amount)).toContain(dearest.total_amount)
  })

  it("merges no lines of different rates, and keeps each rate's total", () => {
    const lines = linesOf(60, (index) => (index % 2 ? 7 : 19))
    const fitted = fitToLimit(lines)
    expectFit(fitted, lines)
    for (const rate of [700, 1900]) {
      const ofRate = (all: OrderLine[]) => sumOfTotals(all.filter(({ tax_rate }) => tax_rate === rate))
      expect(ofRate(fitted)).toBe(ofRate(lines))
    }
  })

  it("gives up the types before it gives up the rates", () => {
    const rates = [2.1, 5.5, 7, 10, 19, 20]
    const cart = medusaCart({
      items: Array.from({ length: 60 }, (_, index) => ({
        id: `item_${index}`,
        title: `Article ${index}`,
        requires_shipping: index % 2 === 0,
        quantity: 1,
        unit_price: 3.33 + index,
        tax_lines: [{ rate: rates[index % 7] ?? 19 }],
      })),
    })
    const options = { currency: "EUR", country: "DE", language: "DE", limit: Infinity } as const
    const { lines } = buildArticleList(cart, { ...options, minorAmount: minorOf(cart.total) })
    const fitted = fitToLimit(lines)
    expectFit(fitted, lines)
    expect(new Set(fitted.map(({ tax_rate }) => tax_rate))).toEqual(new Set([210, 550, 700, 1000, 1900, 2000]))
  })

  it("falls back to one line sold and one of tax when there are more rates than lines fit", () => {
    const lines = linesOf(200, (index) => 5 + index / 100)
    const fitted = fitToLimit(lines, ARTICLE_LIST_LIMIT, "DE")
    expectFit(fitted, lines)
    expect(fitted.map(({ type, name }) => [type, name])).toEqual([
      ["physical", expect.stringMatching(/ \(\+200\)$/)],
      ["sales_tax", "Steuer"],
    ])
  })

  it.each(["DE", "US"])("brings thousands of articles under the limit: %s", (country) => {
    const lines = linesOf(4000, (index) => [19, 7, 8.1][index % 3]!, country)
    expectFit(fitToLimit(lines), lines)
  })

  it("keeps the sums and Klarna's arithmetic at any limit, and changes nothing the second time", () => {
    fc.assert(
      fc.property(
        arbitraryCart(),
        fc.integer({ min: 700, max: 4000 }),
        fc.constantFrom("DE", "US"),
        (cart, limit, country) => {
          const options = { currency: "EUR", country, language: "PL", limit: Infinity } as const
          const { lines } = buildArticleList(cart, { ...options, minorAmount: minorOf(cart.total) })
          const fitted = fitToLimit(lines, limit)
          expectFit(fitted, lines, limit)
          expect(fitToLimit(fitted, limit)).toEqual(fitted)
        },
      ),
      { numRuns: 500 },
    )
  })
})

function flatten({ product_identifiers, ...line }: OrderLine): Record<string, unknown> {
  return { ...line, ...product_identifiers }
}
