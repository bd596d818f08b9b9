import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { PACKAGE_NAME } from "../../../connection"
import { PAYMENT_MODULE_DEPENDENCIES } from "../../../payment-module"

function isPluginListed(config: ConfigModule): boolean {
  const plugins = (config.plugins ?? []) as (string | { resolve?: string })[]
  return plugins.some((plugin) => (typeof plugin === "string" ? plugin : plugin.resolve) === PACKAGE_NAME)
}

/**
 * The plugin stands in medusa-config twice: under `plugins` and as a provider of the payment module, which needs
 * `dependencies`. Forgetting one shows here, when the store starts, instead of at the first shopper.
 */
export default async function requireRegistration({ container }: LoaderOptions): Promise<void> {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  if (!isPluginListed(config)) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `paygate-klarna: the plugin is missing in medusa-config. Add the line { resolve: "${PACKAGE_NAME}", options: {} } to plugins.`,
    )
  }
  const missing = PAYMENT_MODULE_DEPENDENCIES.filter((name) => !container.hasRegistration(name))
  if (missing.length > 0) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `paygate-klarna: the payment module cannot reach ${missing.join(", ")}. Add the line dependencies: ${JSON.stringify(
        PAYMENT_MODULE_DEPENDENCIES,
      )} to its entry in medusa-config, or let paygateKlarna() from "${PACKAGE_NAME}" build the entry.`,
    )
  }
  await Promise.resolve()
}
