/**
 * `npm run test:store [-- jest's arguments]`: starts PostgreSQL once, runs the tests that need a real store, and searches
 * everything that the stores have logged for secrets and personal data.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { join } from "node:path"
import { checkLog, collectLog } from "./log/check"
import type { Cluster } from "./shop/database/cluster"
import { startPostgres } from "./shop/database"
import { watchNpm } from "./shop/npm-watch"
import { pluginFolder, shopFolder } from "./shop/paths"
import { installPlugin } from "./shop/plugin"

/** Suites at a time, each in a process and with a database of its own. */
const WORKERS = 2

const log = (line: string) => console.error(line)

async function main(): Promise<void> {
  await installPlugin(log)
  const postgres = await startPostgres(log)
  const collected = collectLog()
  try {
    const code = await runJest(postgres, collected.env)
    process.exitCode = checkLog(collected.folder, log) ? code : code || 1
  } finally {
    await postgres.stop()
  }
}

async function runJest({ port, password }: Cluster, logging: Record<string, string>): Promise<number> {
  const jest = createRequire(__filename).resolve("jest/bin/jest")
  const config = ["--config", join(pluginFolder, "jest.config.js"), "--forceExit", `--maxWorkers=${WORKERS}`]
  const args = ["--experimental-vm-modules", jest, ...config, ...process.argv.slice(2)]
  const child = spawn(process.execPath, args, {
    // Medusa finds a project's packages from the working directory.
    cwd: shopFolder,
    env: {
      ...process.env,
      TEST_TYPE: "store",
      MEDUSA_DISABLE_TELEMETRY: "true",
      ...logging,
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
