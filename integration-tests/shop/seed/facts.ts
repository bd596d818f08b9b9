import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { standardDelivery } from "./delivery"
import { homeMarket, markets, type Country } from "./markets"
import { paymentProviderId } from "./regions"

/** What a storefront, a demo or a test needs to know of the seeded shop. */
export type ShopFacts = {
  publishableKey: string
  /** The home market's region. */
  regionId: string
  regionIds: Record<Country, string>
  /** Ordered by SKU. */
  variantIds: string[]
  /** By SKU. */
  variants: Record<string, string>
  shippingOptionId: string
  providerId: string
}

/** Reads the facts back from the database, so that they do not depend on who seeded it or when. */
export async function readFacts(container: MedusaContainer): Promise<ShopFacts> {
  const [keys, regions, variants, options] = await Promise.all([
    container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" }),
    container.resolve(Modules.REGION).listRegions(),
    container.resolve(Modules.PRODUCT).listProductVariants(),
    container.resolve(Modules.FULFILLMENT).listShippingOptions({ name: standardDelivery }),
  ])
  const regionId = (name: string) => found(regions.find((region) => region.name === name)).id
  const bySku = variants.map(({ id, sku }) => [sku ?? "", id] as const).sort()
  return {
    publishableKey: found(keys[0]).token,
    regionId: regionId(homeMarket.name),
    regionIds: Object.fromEntries(markets.map(({ country, name }) => [country, regionId(name)])) as ByCountry,
    variantIds: bySku.map(([, id]) => id),
    variants: Object.fromEntries(bySku),
    shippingOptionId: found(options[0]).id,
    providerId: paymentProviderId,
  }
}

type ByCountry = ShopFacts["regionIds"]

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The database holds no complete demo shop. Start with an empty one.")
  return value
}
