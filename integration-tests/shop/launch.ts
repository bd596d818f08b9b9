import "./medusa-process"
import { randomBytes } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { settleAddresses } from "./addresses"
import { buildDashboard } from "./dashboard"
import { startDatabase } from "./database"
import { readEnvironment, type Environment } from "./environment"
import { isLoopback } from "./listening"
import { startMedusa } from "./medusa-server"
import { installPlugin } from "./plugin"
import { step, type Log } from "./progress"
import type { ShopFacts } from "./seed/facts"
import { seed } from "./seed"
import { demoAdmin, setAdminPassword, type Credentials } from "./seed/staff"
import { startPaygate } from "./simulator"
import { startStorefront } from "./storefront/server"

export type LaunchOptions = {
  /** Whether to serve the dashboard at /app; the admin API is there in any case. */
  admin?: boolean
  /** Where the lines about progress go; nowhere by default. */
  log?: Log
  /** Overrides of the process's environment; `PORT: "0"` takes any free ports. */
  env?: Environment
}

export type Shop = ShopFacts & {
  backendUrl: string
  storefrontUrl: string
  paygateUrl: string
  admin: Credentials
  container: MedusaContainer
  /** Ends everything that was started, the last first. */
  stop: () => Promise<void>
}

/**
 * Starts the whole shop: plugin, database, Paygate, Medusa, storefront. Once per process, since Medusa keeps its
 * configuration and container in the process; the settled environment is written to `process.env`, where the shop's
 * medusa-config finds it.
 */
export async function launchShop({ admin = true, log = () => {}, env = {} }: LaunchOptions = {}): Promise<Shop> {
  const ends: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => log(`✗ ${String(error)}`))
  }
  const started = <T extends { stop: () => Promise<void> }>(part: T): T => {
    ends.push(part.stop)
    return part
  }
  try {
    const variables = await settleAddresses({ ...process.env, ...env, DISABLE_MEDUSA_ADMIN: String(!admin) })
    const shop = readEnvironment(variables)
    const { port, backendUrl, storefrontUrl, databaseUrl } = shop
    applyEnvironment(variables)
    await installPlugin(log)
    const [database] = await Promise.all([
      startDatabase(databaseUrl, log).then(started),
      admin ? buildDashboard(log) : undefined,
    ])
    const paygateUrl = shop.paygateUrl ?? started(await startPaygate(shop)).url
    log(`✓ Paygate at ${paygateUrl}${shop.paygateUrl ? "" : ", the bundled simulator"}`)
    applyEnvironment({ PAYGATE_BASE_URL: paygateUrl, DATABASE_URL: database.url })
    const { container } = started(await step(log, `Medusa at ${backendUrl}`, () => startMedusa(backendUrl, port)))
    const facts = await seed(container)
    const password = isLoopback(backendUrl) ? demoAdmin.password : randomBytes(12).toString("base64url")
    const credentials = await setAdminPassword(container, password)
    const storefront = await startStorefront(storefrontUrl, { backendUrl, publishableKey: facts.publishableKey })
    if (storefront) started(storefront)
    log(`✓ Storefront at ${storefrontUrl}${storefront ? "" : ", which is not served from here"}`)
    return { ...facts, backendUrl, storefrontUrl, paygateUrl, admin: credentials, container, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function applyEnvironment(variables: Environment): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined) process.env[name] = value
  }
}
