import type { LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { listProviderEntries, PACKAGE_NAME } from "../../../connection"

/**
 * The other half of the check in the provider: the plugin is listed, but the payment module does not know its
 * provider. Tools that load this module without a store (generating migrations) have no configuration to look at.
 */
export default async function requirePaymentProvider({ container }: LoaderOptions): Promise<void> {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE, { allowUnregistered: true })
  if (config?.modules && listProviderEntries(config).length === 0) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `paygate-klarna: the payment module has no Paygate provider. Add the line paygateKlarna({ providers: [{ id: "eu", options: { … } }] }) from "${PACKAGE_NAME}" to modules in medusa-config.`,
    )
  }
  await Promise.resolve()
}
