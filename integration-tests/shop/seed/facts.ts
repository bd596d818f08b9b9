import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { standardDelivery } from "./delivery"
import { homeMarket, markets, type Country } from "./markets"

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
  /** The payment provider of the home market's region. */
  providerId: string
}

/** Reads the facts back from the database, so that they do not depend on who seeded it or when. */
export async function readFacts(container: MedusaContainer): Promise<ShopFacts> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const [keys, regions, variants, options] = await Promise.all([
    query.graph({ entity: "api_key", fields: ["token"], filters: { type: "publishable", revoked_at: null } }),
    query.graph({ entity: "region", fields: ["id", "name", "payment_providers.id"] }),
    query.graph({ entity: "product_variant", fields: ["id", "sku"] }),
    query.graph({ entity: "shipping_option", fields: ["id"], filters: { name: standardDelivery } }),
  ])
  const region = (name: string) => found(regions.data.find((each) => each.name === name))
  const bySku = variants.data.map(({ id, sku }) => [sku ?? "", id] as const).sort()
  return {
    publishableKey: found(keys.data[0]).token,
    regionId: region(homeMarket.name).id,
    regionIds: Object.fromEntries(markets.map(({ country, name }) => [country, region(name).id])) as Record<
      Country,
      string
    >,
    variantIds: bySku.map(([, id]) => id),
    variants: Object.fromEntries(bySku),
    shippingOptionId: found(options.data[0]).id,
    providerId: found(region(homeMarket.name).payment_providers?.[0]).id,
  }
}

function found<T>(value: T | null | undefined): T {
  if (value == null) throw new Error("The database holds no complete demo shop. Start with an empty one.")
  return value
}
