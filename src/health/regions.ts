import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { asCountry, isPaygateKlarnaProvider, listProviderIds, marketOf, resolveConnection } from "../connection"
import type { ProviderOptions } from "../connection"
import { fail, fine, warn, type Check } from "./check"

/** A region of Medusa's, as far as Klarna goes. */
export interface Region {
  id: string
  name: string
  currency_code: string
  countries: { iso_2: string }[]
  payment_providers: { id: string; is_enabled?: boolean }[]
}

const FIELDS = ["id", "name", "currency_code", "countries.iso_2", "payment_providers.id"]

/** Regions of the store, all or one. */
export async function readRegions(container: MedusaContainer, id?: string): Promise<Region[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "region",
    fields: FIELDS,
    ...(id === undefined ? {} : { filters: { id } }),
  })
  return (data as unknown as Region[]).map((region) => ({
    ...region,
    countries: region.countries ?? [],
    payment_providers: region.payment_providers ?? [],
  }))
}

export type CountryReason = "country_not_supported" | "country_without_account" | "currency_not_of_country"

/** Whether shoppers of a country can pay with Klarna in this currency, by one of the providers' accounts. */
export function reasonAgainst(
  code: string,
  currencyCode: string,
  accounts: readonly ProviderOptions["account"][],
): CountryReason | undefined {
  const country = asCountry(code)
  if (!country) {
    return "country_not_supported"
  }
  const hasAccount = accounts.some(
    (account) => typeof account === "string" || account[country] !== undefined || account.default !== undefined,
  )
  if (!hasAccount) {
    return "country_without_account"
  }
  return marketOf(country).currency === currencyCode.toUpperCase() ? undefined : "currency_not_of_country"
}

/** The options of the providers that serve a region: those enabled there, or all where none is yet. */
export function optionsFor(container: MedusaContainer, { payment_providers }: Region): ProviderOptions[] {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const known = listProviderIds(config)
  const enabled = payment_providers.map(({ id }) => id).filter((id) => known.includes(id))
  return (enabled.length > 0 ? enabled : known).map((id) => resolveConnection(config, id).options)
}

export function isEnabledIn({ payment_providers }: Region): boolean {
  return payment_providers.some(({ id }) => isPaygateKlarnaProvider(id))
}

/** Looks at every region that offers Klarna. */
export async function checkRegions(container: MedusaContainer): Promise<Check> {
  const regions = (await readRegions(container)).filter(isEnabledIn)
  if (regions.length === 0) {
    return warn("regions_none", {})
  }
  const found = regions.map((region) => {
    const accounts = optionsFor(container, region).map(({ account }) => account)
    const unsuited = region.countries.filter(({ iso_2 }) => reasonAgainst(iso_2, region.currency_code, accounts))
    return { region, unsuited: unsuited.map(({ iso_2 }) => iso_2.toUpperCase()) }
  })
  const useless = found.filter(({ region, unsuited }) => unsuited.length === region.countries.length)
  if (useless.length > 0) {
    return fail("regions_unsuited", { regions: listNames(useless) })
  }
  const partly = found.filter(({ unsuited }) => unsuited.length > 0)
  const names = partly.map(({ region, unsuited }) => `${region.name} (${unsuited.join(", ")})`)
  return partly.length > 0
    ? warn("regions_partly", { regions: names.join("; ") })
    : fine("regions_served", { regions: listNames(found) })
}

function listNames(found: readonly { region: Region }[]): string {
  return found.map(({ region }) => region.name).join(", ")
}
