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
    return fail("plugin_missing", {})
  }
  return providers.length > 0 ? fine("registered", { providers: providers.join(", ") }) : fail("provider_missing", {})
}

export function checkDependencies(config: Pick<ConfigModule, "modules">): Check {
  const named = entryOf(config, Modules.PAYMENT)?.dependencies ?? []
  const missing = PAYMENT_MODULE_DEPENDENCIES.filter((name) => !named.includes(name))
  return missing.length === 0
    ? fine("dependencies_reached", {})
    : fail("dependencies_missing", {
        missing: missing.join(", "),
        dependencies: JSON.stringify(PAYMENT_MODULE_DEPENDENCIES),
      })
}

function isLocalEventBus(config: Pick<ConfigModule, "modules">): boolean {
  const { resolve } = entryOf(config, Modules.EVENT_BUS) ?? {}
  return typeof resolve !== "string" || resolve.includes("event-bus-local")
}

/** Nothing happens twice whatever locking there is; without a shared one, other processes are refused instead of waiting. */
export function checkLocking(config: ConfigModule): Check {
  const isInMemory = (entryOf(config, Modules.LOCKING)?.options?.providers ?? []).length === 0
  if (!isInMemory) {
    return fine("locks_shared", {})
  }
  const hasSiblings = (config.projectConfig.workerMode ?? "shared") !== "shared" || !isLocalEventBus(config)
  return hasSiblings ? warn("locks_not_shared", {}) : fine("locks_in_memory", {})
}

export function checkEventBus(config: Pick<ConfigModule, "modules">): Check {
  return isLocalEventBus(config) ? warn("events_in_memory", {}) : fine("events_kept", {})
}

const SECOND = 1000

/** Klarna's periods are counted by this server's clock, the waits between attempts by the database's. */
export async function checkClock(container: MedusaContainer): Promise<Check> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const before = Date.now()
  const { rows } = await database.raw<{ rows: { now: Date }[] }>("select now() as now")
  const middle = (before + Date.now()) / 2
  const seconds = Math.abs(new Date(rows[0]?.now ?? 0).getTime() - middle) / SECOND
  if (seconds <= 5) {
    return fine("clocks_agree", {})
  }
  return (seconds > 60 ? fail : warn)("clocks_apart", { seconds: seconds.toFixed(1) })
}
