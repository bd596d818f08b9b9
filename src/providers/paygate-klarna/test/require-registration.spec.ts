import type { MedusaContainer } from "@medusajs/framework/types"
import { asValue, createContainer } from "@medusajs/framework/awilix"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { PAYMENT_MODULE_DEPENDENCIES } from "../../../payment-module"
import requireRegistration from "../loaders/require-registration"

const PACKAGE = "medusa-payment-paygate-klarna"

/** Runs the loader as a store's start would, with these plugins and these names in the payment module's container. */
function start(plugins: unknown, names: readonly string[] = PAYMENT_MODULE_DEPENDENCIES): Promise<void> {
  const container = createContainer()
  container.register(ContainerRegistrationKeys.CONFIG_MODULE, asValue({ plugins }))
  // Medusa registers what is not loaded yet, too: as undefined.
  names.forEach((name) => container.register(name, asValue(undefined)))
  return requireRegistration({ container: container as unknown as MedusaContainer })
}

describe("a store's start with the provider configured", () => {
  it.each([
    ["as an object", [{ resolve: PACKAGE, options: {} }]],
    ["as a name", ["medusa-plugin-other", PACKAGE]],
  ])("goes on when the plugin is listed %s", async (_what, plugins) => {
    await expect(start(plugins)).resolves.toBeUndefined()
  })

  it.each([
    ["no plugins", undefined],
    ["an empty list", []],
    ["other plugins only", [{ resolve: "@medusajs/draft-order", options: {} }, `${PACKAGE}-extras`]],
  ])("stops with %s, and shows the line to add", async (_what, plugins) => {
    await expect(start(plugins)).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringContaining(
        'Add the line { resolve: "medusa-payment-paygate-klarna", options: {} } to plugins.',
      ) as string,
    })
  })

  it.each(PAYMENT_MODULE_DEPENDENCIES)("stops without %s, and shows the line to add", async (missing) => {
    const others = PAYMENT_MODULE_DEPENDENCIES.filter((name) => name !== missing)
    await expect(start([PACKAGE], others)).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringMatching(
        new RegExp(
          `cannot reach ${missing}\\. Add the line ` +
            `dependencies: \\["query","locking","paygateKlarnaBooks"\\] to its entry in medusa-config`,
        ),
      ) as string,
    })
  })

  it("names all that is missing at once", async () => {
    await expect(start([PACKAGE], [])).rejects.toThrow("cannot reach query, locking, paygateKlarnaBooks.")
  })
})
