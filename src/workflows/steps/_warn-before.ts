import type { ConfigModule } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { resolveConnection } from "../../connection"

const DAY_MS = 24 * 60 * 60 * 1000

/** Where a provider is no longer configured, its payments are warned of by the default. */
const DEFAULT_WARNING_DAYS = 5

function warningDays(config: Pick<ConfigModule, "modules">, providerId: string): number {
  try {
    return resolveConnection(config, providerId).options.expiry_warning_days
  } catch (error) {
    if (MedusaError.isMedusaError(error) && error.code === "provider_unknown") {
      return DEFAULT_WARNING_DAYS
    }
    throw error
  }
}

/** Until when a provider's authorizations count as about to lapse, by its `expiry_warning_days`. */
export function warnBefore(config: Pick<ConfigModule, "modules">, providerId: string): Date {
  return new Date(Date.now() + warningDays(config, providerId) * DAY_MS)
}
