import type { FulfillmentWorkflow, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createLocationFulfillmentSetWorkflow,
  createServiceZonesWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"
import { markets, prices, type Currency } from "./markets"

const fulfillmentProviderId = "manual_manual"

/** The name of the delivery that demo and tests choose. */
export const standardDelivery = "Standard delivery"

/** Creates a warehouse that delivers to every market, and takes back. Returns the profile that products need. */
export async function seedDelivery(container: MedusaContainer, salesChannelId: string): Promise<{ profileId: string }> {
  const { result: profiles } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Parcels", type: "default" }] },
  })
  const profileId = firstId(profiles)
  const zoneId = await createZone(container, await createWarehouse(container, salesChannelId))
  const options = [
    option(standardDelivery, { eur: 4.9, sek: 49, gbp: 4.5, nok: 59, usd: 6.5 }),
    option("Express delivery", { eur: 12.9, sek: 129, gbp: 11.5, nok: 149, usd: 15 }),
    option("Return parcel", { eur: 0, sek: 0, gbp: 0, nok: 0, usd: 0 }, true),
  ]
  await createShippingOptionsWorkflow(container).run({
    input: options.map((each) => ({ ...each, service_zone_id: zoneId, shipping_profile_id: profileId })),
  })
  return { profileId }
}

async function createWarehouse(container: MedusaContainer, salesChannelId: string): Promise<string> {
  const { result: locations } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [{ name: "Warehouse", address: { address_1: "Lagerstr. 1", city: "Köln", country_code: "de" } }],
    },
  })
  const warehouseId = firstId(locations)
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: warehouseId },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: fulfillmentProviderId },
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id: warehouseId, add: [salesChannelId] } })
  return warehouseId
}

async function createZone(container: MedusaContainer, warehouseId: string): Promise<string> {
  await createLocationFulfillmentSetWorkflow(container).run({
    input: { location_id: warehouseId, fulfillment_set_data: { name: "Delivery", type: "shipping" } },
  })
  const [fulfillmentSet] = await container.resolve(Modules.FULFILLMENT).listFulfillmentSets({ name: "Delivery" })
  if (!fulfillmentSet) throw new Error("Medusa created no fulfillment set")
  const { result: zones } = await createServiceZonesWorkflow(container).run({
    input: {
      data: [
        {
          name: "Every market",
          fulfillment_set_id: fulfillmentSet.id,
          geo_zones: markets.map(({ country }) => ({ type: "country" as const, country_code: country })),
        },
      ],
    },
  })
  return firstId(zones)
}

function option(name: string, amounts: Record<Currency, number>, isReturn = false) {
  return {
    name,
    price_type: "flat",
    provider_id: fulfillmentProviderId,
    type: { label: name, description: name, code: name.toLowerCase().replaceAll(" ", "-") },
    prices: prices(amounts),
    rules: [
      { attribute: "enabled_in_store", operator: "eq", value: "true" },
      { attribute: "is_return", operator: "eq", value: String(isReturn) },
    ],
  } satisfies Partial<FulfillmentWorkflow.CreateShippingOptionsWorkflowInput>
}

function firstId(created: { id: string }[]): string {
  const [first] = created
  if (!first) throw new Error("Medusa created nothing")
  return first.id
}
