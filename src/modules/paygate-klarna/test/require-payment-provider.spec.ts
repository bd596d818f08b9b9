import type { MedusaContainer } from "@medusajs/framework/types"
import { asValue, createContainer } from "@medusajs/framework/awilix"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { paygateKlarna } from "../../../payment-module"
import { validOptions } from "../../../connection/test/valid-options"
import requirePaymentProvider from "../loaders/require-payment-provider"

/** Runs the loader as a store's start would. */
function start(config: object | undefined): Promise<void> {
  const container = createContainer()
  if (config) {
    container.register(ContainerRegistrationKeys.CONFIG_MODULE, asValue(config))
  }
  return requirePaymentProvider({ container: container as unknown as MedusaContainer })
}

const stripe = { resolve: "@medusajs/medusa/payment-stripe", id: "stripe" }

describe("a store's start with the plugin listed", () => {
  it("goes on when the payment module has the provider", async () => {
    const payment = paygateKlarna({ providers: [{ id: "eu", options: validOptions() }], otherProviders: [stripe] })
    await expect(start({ modules: { payment } })).resolves.toBeUndefined()
  })

  it.each([
    ["no payment module", {}],
    ["a payment module without providers", { payment: { resolve: "@medusajs/medusa/payment" } }],
    ["other providers only", { payment: { resolve: "@medusajs/medusa/payment", options: { providers: [stripe] } } }],
  ])("stops with %s, and shows the line to add", async (_what, modules) => {
    await expect(start({ modules })).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringContaining(
        'Add the line paygateKlarna({ providers: [{ id: "eu", options: { … } }] }) from ' +
          '"medusa-payment-paygate-klarna" to modules in medusa-config.',
      ) as string,
    })
  })

  it.each([
    ["no configuration", undefined],
    ["a configuration without modules", { projectConfig: {} }],
  ])("goes on with %s, as when migrations are generated", async (_what, config) => {
    await expect(start(config)).resolves.toBeUndefined()
  })
})
