import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import type { Simulator } from "../../src/simulator"
import { readEnvironment } from "./environment"
import { freePort } from "./listening"
import { shopFolder } from "./paths"
import { stopScheduledJobs } from "./scheduled-jobs"
import { seed } from "./seed"
import type { ShopFacts } from "./seed/facts"
import { startPaygate } from "./simulator"

type RunnerOptions = Parameters<Parameters<typeof medusaIntegrationTestRunner>[0]["testSuite"]>[0]

export type ShopSuite = RunnerOptions & {
  /** What is in the shop; known once the tests run. */
  shop: () => ShopFacts
  /** The simulator and its controls; there once the tests run. */
  paygate: () => Simulator
  paygateUrl: () => string
  backendUrl: () => string
}

/** Gives the shop of a spec file options of the plugin beside its own. To be called before `inShop`. */
export function withShopOptions(options: Record<string, unknown>): void {
  const before = process.env.SHOP_OPTIONS ?? "{}"
  process.env.SHOP_OPTIONS = JSON.stringify({ ...(JSON.parse(before) as object), ...options })
  afterAll(() => {
    process.env.SHOP_OPTIONS = before
  })
}

/**
 * Describes tests in the demo shop: one per spec file, with a Paygate of its own. Every test finds the database as it
 * was after the suite's `beforeAll`. Run by `run-store-tests`, which has the plugin built and the database running.
 */
export function inShop(tests: (suite: ShopSuite) => void): void {
  jest.setTimeout(120_000)
  let paygate: Simulator
  let facts: ShopFacts

  // Before the test runner's own, which reads the configuration.
  beforeAll(async () => {
    const port = await freePort()
    Object.assign(process.env, { PORT: String(port), MEDUSA_BACKEND_URL: `http://localhost:${port}` })
    paygate = await startPaygate(readEnvironment(process.env))
    process.env.PAYGATE_BASE_URL = paygate.url
    muteConnectionErrors()
  })
  afterAll(async () => {
    await paygate.stop()
  })

  medusaIntegrationTestRunner({
    medusaConfigFile: shopFolder,
    testSuite: (options) => {
      beforeAll(async () => {
        await stopScheduledJobs()
        facts = await seed(options.getContainer())
      })
      tests({
        ...options,
        shop: () => facts,
        paygate: () => paygate,
        paygateUrl: () => paygate.url,
        backendUrl: () => process.env.MEDUSA_BACKEND_URL ?? "",
      })
    },
  })
}

/** The runner replaces the database under open connections before every test, which knex prints each time. */
function muteConnectionErrors(): void {
  const log = console.log.bind(console)
  // Not by a spy: a test that restores its own would take this one away, too.
  console.log = (...parts: unknown[]) => {
    if (!String(parts[0]).includes("Connection Error")) log(...parts)
  }
}
