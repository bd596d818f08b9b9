import type { RegionResponse } from "../../types/region"

/** Whether Klarna can be offered in a region, in one word below `region` in the texts. */
export function offerOf({ is_enabled, countries }: RegionResponse): "offered" | "partly" | "notOffered" | "notEnabled" {
  const supported = countries.filter(({ is_supported }) => is_supported).length
  if (supported === 0) return "notOffered"
  if (!is_enabled) return "notEnabled"
  return supported < countries.length ? "partly" : "offered"
}
