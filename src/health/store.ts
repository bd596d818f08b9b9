import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { listProviderIds, PACKAGE_NAME } from "../connection"
import { PAYMENT_MODULE_DEPENDENCIES } from "../payment-module"
import { fail, fine, warn, type Check } from "./check"

/** How a module stands in medusa-config. */
interface ModuleEntry {
  resolve?: unknown
  dependencies?: readonly string[]
  options?: { providers?: readonly unknown[] }
}

function entryOf(config: Pick<ConfigModule, "modules">, name: string): ModuleEntry | undefined {
  return config.modules?.[name] as ModuleEntry | undefined
}

/** The plugin stands in medusa-config twice; the store does not start without one of them. */
export function checkRegistration(config: ConfigModule): Check {
  const plugins = (config.plugins ?? []) as (string | { resolve?: string })[]
  const isListed = plugins.some((plugin) => (typeof plugin === "string" ? plugin : plugin.resolve) === PACKAGE_NAME)
  const providers = listProviderIds(config)
  if (!isListed) {
    return fail(`The plugin is missing in medusa-config. Add { resolve: "${PACKAGE_NAME}", options: {} } to plugins`)
  }
  return providers.length > 0
    ? fine(`Registered as a plugin, and as ${providers.join(", ")}`)
    : fail(
        "The payment module has no Paygate provider. Add paygateKlarna({ providers: [...] }) to modules in medusa-config",
      )
}

export function checkDependencies(config: Pick<ConfigModule, "modules">): Check {
  const named = entryOf(config, Modules.PAYMENT)?.dependencies ?? []
  const missing = PAYMENT_MODULE_DEPENDENCIES.filter((name) => !named.includes(name))
  return missing.length === 0
    ? fine("The payment module reaches what the provider needs")
    : fail(
        `The payment module cannot reach ${missing.join(", ")}. Add dependencies: ${JSON.stringify(PAYMENT_MODULE_DEPENDENCIES)} to its entry`,
      )
}

function isLocalEventBus(config: Pick<ConfigModule, "modules">): boolean {
  const { resolve } = entryOf(config, Modules.EVENT_BUS) ?? {}
  return typeof resolve !== "string" || resolve.includes("event-bus-local")
}

/** Nothing happens twice whatever locking there is; without a shared one, other processes are refused instead of waiting. */
export function checkLocking(config: ConfigModule): Check {
  const isInMemory = (entryOf(config, Modules.LOCKING)?.options?.providers ?? []).length === 0
  if (!isInMemory) {
    return fine("Locks are shared between processes")
  }
  const hasSiblings = (config.projectConfig.workerMode ?? "shared") !== "shared" || !isLocalEventBus(config)
  return hasSiblings
    ? warn(
        "Locks are held in memory, while this store seems to run in several processes: concurrent requests are refused with operation_in_progress instead of waiting. Add @medusajs/medusa/locking-redis or locking-postgres",
      )
    : fine("Locks are held in memory, which is right for a single process")
}

export function checkEventBus(config: Pick<ConfigModule, "modules">): Check {
  return isLocalEventBus(config)
    ? warn(
        "Events are kept in memory, and lost when the store stops: the job makes up for it within minutes. Add @medusajs/medusa/event-bus-redis before going live",
      )
    : fine("Events outlive the process")
}

const SECOND = 1000

/** Klarna's periods are counted by this server's clock, the waits between attempts by the database's. */
export async function checkClock(container: MedusaContainer): Promise<Check> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const before = Date.now()
  const { rows } = await database.raw<{ rows: { now: Date }[] }>("select now() as now")
  const middle = (before + Date.now()) / 2
  const seconds = Math.abs(new Date(rows[0]?.now ?? 0).getTime() - middle) / SECOND
  const text = `${seconds.toFixed(1)} seconds apart`
  if (seconds > 60) {
    return fail(`The clocks of this server and of the database are ${text}. Set both by NTP`)
  }
  return seconds > 5
    ? warn(`The clocks of this server and of the database are ${text}. Set both by NTP`)
    : fine("The clocks of this server and of the database agree")
}
