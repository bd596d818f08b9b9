import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createRegionsWorkflow, updateStoresWorkflow } from "@medusajs/medusa/core-flows"
import { homeMarket, markets } from "./markets"

/** Made of the provider's own name and the `id` that medusa-config gives it. */
export const paymentProviderId = "pp_paygate-klarna_eu"

/** Creates a region per market, each with the payment provider, and makes the home market the store's default. */
export async function seedRegions(container: MedusaContainer): Promise<void> {
  const { result: regions } = await createRegionsWorkflow(container).run({
    input: {
      regions: markets.map(({ name, currency, country, pricesIncludeTax }) => ({
        name,
        currency_code: currency,
        countries: [country],
        is_tax_inclusive: pricesIncludeTax,
        payment_providers: [paymentProviderId],
      })),
    },
  })
  const [store] = await container.resolve(Modules.STORE).listStores()
  const home = regions.find(({ name }) => name === homeMarket.name)
  if (!store || !home) throw new Error("Medusa created no store or no region")
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: "Paygate Klarna demo store",
        default_region_id: home.id,
        // The region's own setting only counts for prices made for that region.
        supported_currencies: markets.map(({ currency, pricesIncludeTax }) => ({
          currency_code: currency,
          is_default: currency === homeMarket.currency,
          is_tax_inclusive: pricesIncludeTax,
        })),
      },
    },
  })
}
