import type { ModuleProviderExports } from "@medusajs/framework/types"
import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import requireRegistration from "./loaders/require-registration"
import { PaygateKlarnaProviderService } from "./service"

export { PaygateKlarnaProviderService } from "./service"

// Named so that the declaration refers to the framework: a store need not have the package that declares the type.
export default ModuleProvider(Modules.PAYMENT, {
  services: [PaygateKlarnaProviderService],
  loaders: [requireRegistration],
}) satisfies ModuleProviderExports
