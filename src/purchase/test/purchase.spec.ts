import { parseProviderOptions } from "../../connection"
import { validOptions } from "../../connection/test/valid-options"
import { sumOfTaxes, sumOfTotals } from "../../paygate"
import type { Cart, SessionToPay } from "../cart"
import { purchaseOf } from "../purchase"
import { BERLIN, cartOf } from "./carts"

function sessionOf(cart: Cart, changes: Partial<SessionToPay> = {}): SessionToPay {
  return {
    providerId: "pp_paygate-klarna_eu",
    status: "pending",
    amount: cart.total,
    currencyCode: "eur",
    cart,
    categoryNames: new Map(),
    ...changes,
  }
}

const work = (session: SessionToPay, options: Record<string, unknown> = {}) =>
  purchaseOf(session, () => "DE", parseProviderOptions(validOptions(options)))

function refusalOf(session: SessionToPay): unknown {
  try {
    work(session)
  } catch (error) {
    return error
  }
  throw new Error("the purchase was accepted")
}

describe("a purchase", () => {
  it("is the cart in minor units, with lines that add up", () => {
    const purchase = work(sessionOf(cartOf()))
    expect(purchase).toMatchObject({ country: "DE", currency: "EUR", minorAmount: 3000, minorTaxAmount: 479 })
    expect(sumOfTotals(purchase.lines)).toBe(3000)
    expect(sumOfTaxes(purchase.lines)).toBe(479)
  })

  it("has no product pages unless told where they are", () => {
    expect(work(sessionOf(cartOf())).lines[0]).not.toHaveProperty("product_url")
  })

  it("has the product's page with its handle written safely", () => {
    const cart = cartOf()
    cart.items![0]!.product_handle = "tüte/co?"
    const options = { product_url: "https://shop.example/products/{handle}" }
    expect(work(sessionOf(cart), options).lines[0]?.product_url).toBe("https://shop.example/products/t%C3%BCte%2Fco%3F")
  })

  it.each([
    ["a currency Paygate lacks", { currencyCode: "jpy" }, {}, "currency_not_supported"],
    ["a currency that is not the country's", { currencyCode: "sek" }, {}, "currency_not_of_country"],
    ["nothing to pay", { amount: 0.004 }, {}, "amount_not_payable"],
    ["a session over more than the cart", { amount: 30.01 }, {}, "session_outdated"],
    ["a session over less than the cart", { amount: 29.99 }, {}, "session_outdated"],
    ["a cart in another currency than the session", {}, { currency_code: "usd" }, "session_outdated"],
    [
      "a country Klarna does not serve",
      {},
      { billing_address: { ...BERLIN, country_code: "fr" } },
      "country_not_supported",
    ],
    ["no country at all", {}, { billing_address: null, shipping_address: null }, "country_missing"],
  ])("is refused with %s", (_what, session, cart, code) => {
    expect(refusalOf(sessionOf(cartOf(cart), session))).toMatchObject({ code })
  })

  it("compares session and cart in minor units, since Medusa does not round", () => {
    const cart = cartOf({ price: 15.0016 })
    expect(work(sessionOf(cart, { amount: 30.0032 })).minorAmount).toBe(3000)
    expect(work(sessionOf(cart, { amount: "30.0041" })).minorAmount).toBe(3000)
  })

  describe("of an order that is there already", () => {
    const unpaid = (amount: number, status = "not_paid") =>
      sessionOf(cartOf(), { amount, orderCollection: { status, amount } })

    it("is one article where it pays for a part", () => {
      const { minorAmount, lines } = work(unpaid(10))
      expect(minorAmount).toBe(1000)
      expect(lines).toEqual([expect.objectContaining({ quantity: 1, total_amount: 1000 })])
    })

    it("lists the order where it pays for the whole", () => {
      expect(work(unpaid(30, "awaiting")).lines[0]).toMatchObject({ quantity: 2, total_amount: 3000 })
    })

    it.each([
      ["is paid otherwise by now", unpaid(10, "authorized")],
      ["has gone", unpaid(10, "canceled")],
      [
        "is over another amount by now",
        sessionOf(cartOf(), { amount: 10, orderCollection: { status: "not_paid", amount: 5 } }),
      ],
    ])("is refused when what it pays for %s", (_what, session) => {
      expect(refusalOf(session)).toMatchObject({ code: "session_outdated" })
    })
  })
})
