import { once } from "node:events"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { asValue } from "@medusajs/framework/awilix"
import type { ConfigModule } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, createMedusaContainer, Modules } from "@medusajs/framework/utils"
import { PACKAGE_NAME, parseProviderOptions, type ProviderOptions } from "../../connection"
import { BLOWFISH_KEY, validOptions } from "../../connection/test/valid-options"
import { paygateKlarna } from "../../payment-module"
import { createCipher } from "../../paygate"
import type { Region } from "../regions"

export const PROVIDER_ID = "pp_paygate-klarna_eu"

/** Options as the provider has them, checked and with defaults. */
export function optionsWith(changes: Record<string, unknown> = {}): ProviderOptions {
  return parseProviderOptions(validOptions(changes))
}

type StoreConfig = Partial<Pick<ConfigModule, "plugins" | "modules" | "projectConfig">>

/** A store's configuration with the plugin in both places, as `defineConfig` gives it. */
export function configWith(changes: StoreConfig = {}, options: Record<string, unknown> = {}): ConfigModule {
  const { modules, ...others } = changes
  return {
    projectConfig: {},
    plugins: [{ resolve: PACKAGE_NAME, options: {} }],
    ...others,
    modules: {
      [Modules.PAYMENT]: paygateKlarna({ providers: [{ id: "eu", options: validOptions(options) }] }),
      ...modules,
    },
  } as unknown as ConfigModule
}

/** A region with the provider, in euros in Germany. */
export function regionWith(changes: Partial<Region> = {}): Region {
  return {
    id: "reg_1",
    name: "Europe",
    currency_code: "eur",
    countries: [{ iso_2: "de" }],
    payment_providers: [{ id: PROVIDER_ID }],
    ...changes,
  }
}

interface Store {
  config?: ConfigModule
  regions?: readonly Region[]
  /** What the database says the time is; without it the database is away. */
  databaseTime?: () => Date
}

/** A container with what the checks ask a store for. */
export function containerOf({ config = configWith(), regions = [], databaseTime }: Store = {}) {
  const container = createMedusaContainer()
  const logged: string[] = []
  const graph = ({ filters }: { filters?: { id: string } }) =>
    Promise.resolve({ data: regions.filter(({ id }) => !filters || id === filters.id) })
  const raw = () =>
    databaseTime
      ? Promise.resolve({ rows: [{ now: databaseTime() }] })
      : Promise.reject(new RangeError("the database is away"))
  container.register(ContainerRegistrationKeys.CONFIG_MODULE, asValue(config))
  container.register(ContainerRegistrationKeys.QUERY, asValue({ graph } as never))
  container.register(ContainerRegistrationKeys.PG_CONNECTION, asValue({ raw } as never))
  container.register(ContainerRegistrationKeys.LOGGER, asValue({ warn: (line: string) => logged.push(line) } as never))
  return { container, logged }
}

const servers: Server[] = []

async function addressOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await once(server.listen(0, "127.0.0.1"), "listening")
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** Closes every server that a test has started. */
export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    const closed = once(server, "close")
    server.close()
    server.closeAllConnections()
    await closed
  }
}

/** Where nobody listens any more. */
export async function deadAddress(): Promise<string> {
  const address = await addressOf(() => undefined)
  await closeServers()
  return address
}

/** A Paygate that takes every request in and never answers. */
export const silentPaygate = () => addressOf(() => undefined)

/** A Paygate that answers each call with these parameters, encrypted, about the payment that it is asked for. */
export function paygateAnswering(
  answer: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<string> {
  const cipher = createCipher("blowfish", BLOWFISH_KEY)
  return addressOf((request, response) => {
    void text(request).then((body) => {
      const parameters = { MID: "merchant_eu", Description: "", ...answer }
      const plaintext = Buffer.from(new URLSearchParams(parameters).toString())
      response.writeHead(200, headers).end(body && `Len=${plaintext.length}&Data=${cipher.encrypt(plaintext)}`)
    })
  })
}
