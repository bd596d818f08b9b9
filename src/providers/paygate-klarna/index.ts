import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import requireRegistration from "./loaders/require-registration"
import { PaygateKlarnaProviderService } from "./service"

export { PaygateKlarnaProviderService } from "./service"

export default ModuleProvider(Modules.PAYMENT, {
  services: [PaygateKlarnaProviderService],
  loaders: [requireRegistration],
})
