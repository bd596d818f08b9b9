import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { isEnabledIn, optionsFor, readRegions, reasonAgainst } from "../../health"
import type { RegionResponse } from "../../types/region"

export interface RegionReference {
  region_id: string
}

export const readRegionStep = createStep(
  "read-paygate-klarna-region",
  async ({ region_id }: RegionReference, { container }) => {
    const [region] = await readRegions(container, region_id)
    if (!region) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such region", "region_unknown")
    }
    const options = optionsFor(container, region)
    const accounts = options.map(({ account }) => account)
    const countries = region.countries.map(({ iso_2 }) => {
      const reason = reasonAgainst(iso_2, region.currency_code, accounts)
      return { country_code: iso_2, is_supported: reason === undefined, ...(reason ? { reason } : {}) }
    })
    const isServed = countries.some(({ is_supported }) => is_supported)
    return new StepResponse<RegionResponse>({
      is_enabled: isEnabledIn(region),
      currency_code: region.currency_code,
      currency_ok: countries.every(({ reason }) => reason !== "currency_not_of_country"),
      countries,
      pay_types: isServed ? [...new Set(options.flatMap(({ pay_types }) => pay_types))] : [],
    })
  },
)
