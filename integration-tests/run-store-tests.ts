/** `npm run test:store [-- jest's arguments]`: starts PostgreSQL once and runs the tests that need a real store. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { join } from "node:path"
import type { Cluster } from "./shop/database/cluster"
import { startPostgres } from "./shop/database"
import { watchNpm } from "./shop/npm-watch"
import { pluginFolder, shopFolder } from "./shop/paths"
import { installPlugin } from "./shop/plugin"

/** Suites at a time, each in a process and with a database of its own. */
const WORKERS = 2

/** Klarna is told an order's number a moment after it is placed, in between what a test does; `automation.spec` lets it. */
const QUIET = JSON.stringify({ order_ref_nr: null })

const log = (line: string) => console.error(line)

async function main(): Promise<void> {
  await installPlugin(log)
  const postgres = await startPostgres(log)
  try {
    process.exitCode = await runJest(postgres, process.argv.slice(2))
  } finally {
    await postgres.stop()
  }
}

async function runJest({ port, password }: Cluster, args: string[]): Promise<number> {
  const jest = createRequire(__filename).resolve("jest/bin/jest")
  const config = ["--config", join(pluginFolder, "jest.config.js"), "--forceExit", `--maxWorkers=${WORKERS}`]
  const child = spawn(process.execPath, ["--experimental-vm-modules", jest, ...config, ...args], {
    // Medusa finds a project's packages from the working directory.
    cwd: shopFolder,
    env: {
      ...process.env,
      TEST_TYPE: "store",
      SHOP_OPTIONS: process.env.SHOP_OPTIONS ?? QUIET,
      MEDUSA_DISABLE_TELEMETRY: "true",
      LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
      // Medusa's test runner asks any other host for SSL.
      DB_HOST: "localhost",
      DB_PORT: String(port),
      DB_USERNAME: "postgres",
      DB_PASSWORD: password,
    },
    stdio: "inherit",
  })
  // The tests end first, then the database.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal))
  watchNpm(() => child.kill())
  const [code] = (await once(child, "exit")) as [number | null]
  return code ?? 1
}

main().catch((error: unknown) => {
  console.error("✗", error)
  process.exitCode = 1
})
