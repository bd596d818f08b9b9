import { createRawPropertiesFromBigNumber, decorateCartTotals, MathBN } from "@medusajs/framework/utils"
import fc from "fast-check"
import type { BigNumberInput } from "@medusajs/framework/types"
import type { Currency } from "../../../paygate/currencies"
import type { ArticleListSource } from "../source"

/** A cart after Medusa's own computation of its totals, as the builder gets it. */
export type Cart = ArticleListSource & { total: BigNumberInput; tax_total: BigNumberInput }

/** Lets Medusa compute the totals of a raw cart and shape them like its modules do. */
export function medusaCart(raw: object): Cart {
  const cart = decorateCartTotals(structuredClone(raw))
  createRawPropertiesFromBigNumber(cart)
  return cart
}

/** Minor units of a total that may be anything, unlike `toMinor`'s. */
export function minorOf(amount: BigNumberInput): number {
  return MathBN.mult(amount, 100).decimalPlaces(6, 4).integerValue(4).toNumber() + 0
}

export const TWO_DECIMAL_RATES = [0, 2.1, 2.6, 5.5, 6, 7, 8.1, 9.98, 19, 20, 21, 25, 25.5]
export const ODD_RATES = [8.875, 9.975, 4.712, 6.6667, 33.3333]

export interface CartShape {
  rates?: readonly number[]
  /** Largest unit price, in major units. */
  maxPrice?: number
  maxItems?: number
  credits?: boolean
}

/** Arbitrary carts that Medusa could hold: prices with or without tax, odd quantities, promotions, credit, any text. */
export function arbitraryCart(shape: CartShape = {}): fc.Arbitrary<Cart> {
  const { rates = [...TWO_DECIMAL_RATES, ...ODD_RATES], maxPrice = 5000, maxItems = 7, credits = true } = shape
  const taxLines = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...rates).map((rate) => [{ rate }]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...rates), { maxLength: 2 }).map((all) => all.map((rate) => ({ rate }))),
    },
  )
  const price = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: maxPrice * 100 }).map((cents) => cents / 100) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: maxPrice * 10000 }).map((parts) => String(parts / 10000)) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 99 }).map((cents) => cents / 1000) },
  )
  const promotions = fc.array(
    fc.record({ share: fc.integer({ min: 0, max: 500 }).map((parts) => parts / 1000), inclusive: fc.boolean() }),
    {
      maxLength: 2,
    },
  )
  const priced = fc.record({ price, taxLines, is_tax_inclusive: fc.boolean(), promotions })
  const quantity = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 9999 }).map((parts) => parts / 1000) },
  )
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(null, "Größe 42 👟", "コーヒー豆 \u0000", "x\ud800", '"\\'.repeat(200), "👩‍👩‍👧".repeat(60)),
  )
  const item = fc.record({
    priced,
    quantity,
    returned: fc.constantFrom(0, 0, 0, 1),
    title: text,
    variant_title: text,
    variant_sku: text,
    variant_barcode: fc.constantFrom(null, "4006381333931", "not a barcode"),
    thumbnail: fc.oneof(fc.webUrl(), text),
    requires_shipping: fc.boolean(),
    product: fc.option(
      fc.record({ metadata: fc.record({ brand: text }), categories: fc.array(fc.record({ name: text })) }),
    ),
  })
  const method = fc.record({ priced, name: text, shipping_option_id: fc.constantFrom(null, "so_express") })
  const credit = fc.record({
    share: fc.integer({ min: 0, max: 500 }).map((parts) => parts / 1000),
    reference: fc.constantFrom("gift-card", "store-credit", null),
  })

  return fc
    .record({
      items: fc.array(item, { maxLength: maxItems }),
      methods: fc.array(method, { maxLength: 2 }),
      credits: fc.array(credit, { maxLength: credits ? 2 : 0 }),
    })
    .map(({ items, methods, credits }) => {
      const raw = {
        currency_code: "eur",
        items: items.map(({ priced, returned, ...rest }, index) => ({
          id: `item_${index}`,
          ...rest,
          unit_price: priced.price,
          is_tax_inclusive: priced.is_tax_inclusive,
          tax_lines: priced.taxLines,
          adjustments: adjustmentsOf(priced, rest.quantity),
          ...(returned < rest.quantity && {
            detail: { return_received_quantity: returned, return_dismissed_quantity: 0 },
          }),
        })),
        shipping_methods: methods.map(({ priced, ...rest }, index) => ({
          id: `method_${index}`,
          ...rest,
          amount: priced.price,
          is_tax_inclusive: priced.is_tax_inclusive,
          tax_lines: priced.taxLines,
          adjustments: adjustmentsOf(priced, 1),
        })),
      }
      if (credits.length === 0) {
        return medusaCart(raw)
      }
      const { total } = medusaCart(raw)
      const credit_lines = credits.map(({ share, reference }) => ({
        reference,
        amount: MathBN.mult(total, share).decimalPlaces(4).toString(),
      }))
      return medusaCart({ ...raw, credit_lines })
    })
}

/** Promotions as Medusa's adjustments: a share of the price, in the price's own terms. */
function adjustmentsOf(
  priced: { price: BigNumberInput; is_tax_inclusive: boolean; promotions: { share: number; inclusive: boolean }[] },
  quantity: number,
) {
  return priced.promotions.map(({ share, inclusive }) => ({
    amount: MathBN.mult(MathBN.mult(priced.price, quantity), share).decimalPlaces(6).toString(),
    // An inclusive adjustment is worth less net than an exclusive one, so neither can exceed the price.
    is_tax_inclusive: priced.is_tax_inclusive || inclusive,
  }))
}

export const currencyAndCountry = fc.constantFrom<[Currency, string]>(
  ["EUR", "DE"],
  ["EUR", "FI"],
  ["SEK", "SE"],
  ["CHF", "CH"],
  ["USD", "US"],
  ["AUD", "AU"],
)
