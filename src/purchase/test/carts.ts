import { createRawPropertiesFromBigNumber, decorateCartTotals } from "@medusajs/framework/utils"
import type { Cart, CartAddress } from "../cart"

/** Klarna's published sample shopper. */
export const BERLIN: CartAddress = {
  first_name: "Mock",
  last_name: "Mock",
  address_1: "Neue Schönhauser Str. 2",
  postal_code: "10178",
  city: "Berlin",
  country_code: "de",
}

/** A cart over 30.00 with 19 % tax in the price, its totals computed and shaped by Medusa. */
export function cartOf(changes: Partial<Cart> & { price?: number } = {}): Cart {
  const { price = 15, ...others } = changes
  const cart = decorateCartTotals({
    id: "cart_01JZYXWVTSRQPNMKJHGFEDCBA9",
    email: "customer@email.de",
    currency_code: "eur",
    billing_address: BERLIN,
    shipping_address: BERLIN,
    items: [
      {
        id: "cali_1",
        title: "Tüte & Co",
        product_title: "Tüte & Co",
        product_handle: "tuete",
        variant_sku: "TUETE-1",
        quantity: 2,
        unit_price: price,
        is_tax_inclusive: true,
        requires_shipping: true,
        tax_lines: [{ rate: 19 }],
        adjustments: [],
      },
    ],
    shipping_methods: [],
    credit_lines: [],
    ...others,
  } as never)
  createRawPropertiesFromBigNumber(cart)
  return cart as unknown as Cart
}
