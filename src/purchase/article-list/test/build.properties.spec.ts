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
import { MAX_MINOR_AMOUNT } from "../../money"
import { buildArticleList } from "../build"
import { arbitraryCart, currencyAndCountry, minorOf, ODD_RATES, TWO_DECIMAL_RATES, type Cart } from "./carts"

const RUNS = { numRuns: 500 }

const unlimited = { currency: "EUR", country: "DE", language: "DE", limit: Infinity } as const

function build(cart: Cart, options: Partial<Parameters<typeof buildArticleList>[1]> = {}) {
  return buildArticleList(cart, { ...unlimited, minorAmount: minorOf(cart.total), ...options })
}

function problems(lines: readonly OrderLine[]) {
  return lines.map((line) => checkOrderLine(line) && { problem: checkOrderLine(line), line }).filter(Boolean)
}

describe("buildArticleList, for any cart", () => {
  it("adds up to Amount and TaxAmount, passes Klarna's arithmetic and fits the parameter", () => {
    fc.assert(
      fc.property(arbitraryCart(), currencyAndCountry, (cart, [currency, country]) => {
        const minorAmount = minorOf(cart.total)
        const { lines, taxAmount } = build(cart, { currency, country, limit: ARTICLE_LIST_LIMIT })
        expect(sumOfTotals(lines)).toBe(minorAmount)
        expect(sumOfTaxes(lines)).toBe(taxAmount)
        expect(taxAmount).toBeGreaterThanOrEqual(0)
        expect(problems(lines)).toEqual([])
        const list = { order_lines: lines }
        expect(articleList.safeParse(list).error).toBeUndefined()
        expect(encodeBase64Json(list).length).toBeLessThanOrEqual(ARTICLE_LIST_LIMIT)
      }),
      { numRuns: 1500 },
    )
  })

  it("adds up to any other amount too, with a line for the difference", () => {
    fc.assert(
      fc.property(arbitraryCart(), fc.nat(MAX_MINOR_AMOUNT), currencyAndCountry, (cart, minorAmount, [, country]) => {
        const { lines, taxAmount } = build(cart, { minorAmount, country })
        expect(sumOfTotals(lines)).toBe(minorAmount)
        expect(sumOfTaxes(lines)).toBe(taxAmount)
        expect(problems(lines)).toEqual([])
      }),
      RUNS,
    )
  })

  it("states Medusa's tax to the minor unit, with a rate in each line, for rates with two decimals", () => {
    fc.assert(
      fc.property(arbitraryCart({ rates: TWO_DECIMAL_RATES }), (cart) => {
        const { lines, taxAmount } = build(cart)
        expect(lines.map(({ type }) => type)).not.toContain("sales_tax")
        expect(taxAmount).toBe(minorOf(cart.tax_total))
      }),
      RUNS,
    )
  })

  it("needs no other line than items, shipping and tax when there is no credit", () => {
    fc.assert(
      fc.property(arbitraryCart({ credits: false }), currencyAndCountry, (cart, [, country]) => {
        const types = build(cart, { country }).lines.map(({ type }) => type)
        const entries = types.filter((type) => type !== "sales_tax")
        expect(entries.length).toBeLessThanOrEqual(
          Math.max((cart.items?.length ?? 0) + (cart.shipping_methods?.length ?? 0), 1),
        )
        if (entries.length > 1) {
          expect(entries).not.toContain("surcharge")
          expect(entries).not.toContain("discount")
        }
      }),
      RUNS,
    )
  })

  it("keeps any rate inside the lines as long as no line exceeds 100.00", () => {
    const smallCarts = arbitraryCart({ rates: [...TWO_DECIMAL_RATES, ...ODD_RATES], maxPrice: 50 })
    fc.assert(
      fc.property(smallCarts, (cart) => {
        fc.pre([...(cart.items ?? []), ...(cart.shipping_methods ?? [])].every((row) => minorOf(row!.total!) <= 10000))
        expect(build(cart).lines.map(({ type }) => type)).not.toContain("sales_tax")
      }),
      RUNS,
    )
  })

  it("puts the whole tax of a US cart into one line, and no rate anywhere", () => {
    fc.assert(
      fc.property(arbitraryCart(), (cart) => {
        const { lines, taxAmount } = build(cart, { currency: "USD", country: "US", language: "EN" })
        const taxLines = lines.filter(({ type }) => type === "sales_tax")
        expect(taxAmount).toBe(minorOf(cart.tax_total))
        expect(taxLines.map(({ total_amount }) => total_amount)).toEqual(taxAmount > 0 ? [taxAmount] : [])
        expect(lines.filter(({ tax_rate }) => tax_rate !== undefined)).toEqual([])
      }),
      RUNS,
    )
  })

  it("gives the same list for the same cart, since the order must repeat the session's lines", () => {
    fc.assert(
      fc.property(arbitraryCart(), (cart) => {
        expect(build(structuredClone(plain(cart)))).toEqual(build(plain(cart)))
      }),
      { numRuns: 100 },
    )
  })
})

/** The cart as it comes out of JSON: numbers and raw values instead of Medusa's BigNumber. */
function plain(cart: Cart): Cart {
  return JSON.parse(JSON.stringify(cart)) as Cart
}
