import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import { readEnvironment } from "./environment"
import { freePort } from "./listening"
import { shopFolder } from "./paths"
import { seed } from "./seed"
import type { ShopFacts } from "./seed/facts"
import { startPaygate } from "./simulator"

type RunnerOptions = Parameters<Parameters<typeof medusaIntegrationTestRunner>[0]["testSuite"]>[0]

export type ShopSuite = RunnerOptions & {
  /** What is in the shop; known once the tests run. */
  shop: () => ShopFacts
  /** The simulator's address; known once the tests run. */
  paygateUrl: () => string
  backendUrl: () => string
}

/**
 * Describes tests in the demo shop: one per spec file, with a Paygate of its own. Every test finds the database as it
 * was after the suite's `beforeAll`. Run by `run-store-tests`, which has the plugin built and the database running.
 */
export function inShop(tests: (suite: ShopSuite) => void): void {
  let paygate: Awaited<ReturnType<typeof startPaygate>>
  let facts: ShopFacts

  // Before the test runner's own, which reads the configuration.
  beforeAll(async () => {
    const port = await freePort()
    Object.assign(process.env, { PORT: String(port), MEDUSA_BACKEND_URL: `http://localhost:${port}` })
    paygate = await startPaygate(readEnvironment(process.env))
    process.env.PAYGATE_BASE_URL = paygate.url
  })
  afterAll(async () => {
    delete process.env.PAYGATE_BASE_URL
    await paygate.stop()
  })

  medusaIntegrationTestRunner({
    medusaConfigFile: shopFolder,
    testSuite: (options) => {
      beforeAll(async () => {
        facts = await seed(options.getContainer())
      })
      tests({
        ...options,
        shop: () => facts,
        paygateUrl: () => paygate.url,
        backendUrl: () => process.env.MEDUSA_BACKEND_URL ?? "",
      })
    },
  })
}
