import { Modules } from "@medusajs/framework/utils"
import { PROVIDER_RESOLVE, type ProviderOptionsInput } from "./connection"
import { PAYGATE_KLARNA_BOOKS } from "./modules/paygate-klarna/name"

/** One Paygate account: `id` becomes part of the provider's id, `pp_paygate-klarna_<id>`. */
export interface PaygateKlarnaProvider {
  id: string
  options: ProviderOptionsInput
}

/** Any other payment provider of the store, as it would stand in the payment module's entry. */
export interface OtherProvider {
  resolve: string
  id?: string
  options?: Record<string, unknown>
}

/** What the payment module needs in its container for the provider to work. */
export const PAYMENT_MODULE_DEPENDENCIES = ["query", Modules.LOCKING, PAYGATE_KLARNA_BOOKS]

/**
 * The whole entry of Medusa's payment module for `modules` in medusa-config, dependencies included. The plugin itself
 * is to be listed under `plugins` as well.
 *
 * @example
 * modules: [paygateKlarna({ providers: [{ id: "eu", options: { … } }] })]
 */
export function paygateKlarna(setup: { providers: PaygateKlarnaProvider[]; otherProviders?: OtherProvider[] }): {
  resolve: string
  dependencies: string[]
  options: { providers: OtherProvider[] }
} {
  return {
    resolve: "@medusajs/medusa/payment",
    dependencies: PAYMENT_MODULE_DEPENDENCIES,
    options: {
      providers: [
        ...(setup.otherProviders ?? []),
        ...setup.providers.map(({ id, options }) => ({ resolve: PROVIDER_RESOLVE, id, options: { ...options } })),
      ],
    },
  }
}
