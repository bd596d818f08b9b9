import type { ConfigModule } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { createPaygateClient, type PaygateClient } from "../paygate"
import { parseProviderOptions, type ProviderOptions } from "./options"
import { PROVIDER_IDENTIFIER } from "./provider-id"

/** This package's name, as it stands in a store's medusa-config. */
export const PACKAGE_NAME = "medusa-payment-paygate-klarna"

/** Where the provider is found in this package. */
export const PROVIDER_RESOLVE = `${PACKAGE_NAME}/providers/${PROVIDER_IDENTIFIER}`

/** One configured Paygate account: its checked options and its client. */
export interface Connection {
  options: ProviderOptions
  client: PaygateClient
}

/** Builds the connection for checked options. */
export function createConnection(options: ProviderOptions): Connection {
  return {
    options,
    client: createPaygateClient({
      baseUrl: options.base_url.endsWith("/") ? options.base_url : `${options.base_url}/`,
      merchantId: options.merchant_id,
      encryptionKey: options.blowfish_key[0],
      hmacKey: options.hmac_key[0],
      encryption: options.encryption,
      charset: options.charset,
      connectTimeoutMs: options.connect_timeout_ms,
      timeoutMs: options.timeout_ms,
    }),
  }
}

interface ProviderEntry {
  resolve?: unknown
  id?: string
  options?: unknown
}

/** Medusa's full id of the provider registered under `id`. */
export function providerIdOf(id: string): string {
  return `pp_${PROVIDER_IDENTIFIER}_${id}`
}

/** Whether a provider id is one of this plugin's. */
export function isPaygateKlarnaProvider(providerId: string): boolean {
  return providerId.startsWith(`pp_${PROVIDER_IDENTIFIER}_`)
}

/** The entries of this plugin's provider in a store's payment module. */
export function listProviderEntries(config: Pick<ConfigModule, "modules">): ProviderEntry[] {
  const payment: unknown = config.modules?.["payment"]
  const options = (payment as { options?: { providers?: ProviderEntry[] } } | undefined)?.options
  return (options?.providers ?? []).filter(
    ({ resolve }) => typeof resolve === "string" && resolve.split(/[\\/]/).includes(PROVIDER_IDENTIFIER),
  )
}

/** Medusa's ids of every provider of this plugin in a store. */
export function listProviderIds(config: Pick<ConfigModule, "modules">): string[] {
  return listProviderEntries(config).flatMap(({ id }) => (id === undefined ? [] : providerIdOf(id)))
}

const cache = new WeakMap<object, Map<string, Connection>>()

/**
 * The connection of a provider id such as `pp_paygate-klarna_eu`. The only way for routes, jobs and workflows to
 * options and keys, which stand in the provider's entry alone. Throws when the id is not configured.
 */
export function resolveConnection(config: Pick<ConfigModule, "modules">, providerId: string): Connection {
  const known = cache.get(config) ?? new Map<string, Connection>()
  cache.set(config, known)
  const found = known.get(providerId)
  if (found) {
    return found
  }
  const entry = listProviderEntries(config).find(({ id }) => id !== undefined && providerIdOf(id) === providerId)
  if (!entry) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `No provider ${providerId} in medusa-config; it may have been renamed or removed`,
      "provider_unknown",
    )
  }
  const connection = createConnection(parseProviderOptions(entry.options))
  known.set(providerId, connection)
  return connection
}
