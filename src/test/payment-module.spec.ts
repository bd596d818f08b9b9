import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { paygateKlarna } from ".."
import { validOptions } from "../connection/test/valid-options"
import { PAYGATE_KLARNA_BOOKS } from "../modules/paygate-klarna"

describe("paygateKlarna", () => {
  it("makes the whole entry of the payment module", () => {
    expect(paygateKlarna({ providers: [{ id: "eu", options: validOptions() }] })).toEqual({
      resolve: "@medusajs/medusa/payment",
      dependencies: [ContainerRegistrationKeys.QUERY, Modules.LOCKING, PAYGATE_KLARNA_BOOKS],
      options: {
        providers: [
          { resolve: "medusa-payment-paygate-klarna/providers/paygate-klarna", id: "eu", options: validOptions() },
        ],
      },
    })
  })

  it("takes several accounts, and other providers before them", () => {
    const stripe = { resolve: "@medusajs/medusa/payment-stripe", id: "stripe", options: { apiKey: "sk" } }
    const { options } = paygateKlarna({
      providers: [
        { id: "eu", options: validOptions() },
        { id: "uk", options: validOptions({ account: "klarna_uk" }) },
      ],
      otherProviders: [stripe],
    })
    expect(options.providers[0]).toEqual(stripe)
    expect(options.providers.map(({ id }) => id)).toEqual(["stripe", "eu", "uk"])
  })

  it("leaves checking the options to the store's start, where the error names the provider's entry", () => {
    expect(() => paygateKlarna({ providers: [{ id: "eu", options: {} as never }] })).not.toThrow()
  })
})
