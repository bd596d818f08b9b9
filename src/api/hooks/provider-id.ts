import type { MedusaRequest } from "@medusajs/framework/http"

/** Medusa's id of the provider whose address was called, such as `pp_paygate-klarna_eu`; there may be none by that name. */
export function providerIdOf({ params }: MedusaRequest): string {
  return `pp_paygate-klarna_${params["provider"] ?? ""}`
}
