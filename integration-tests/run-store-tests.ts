/**
 * `npm run test:store [-- jest's arguments]`: starts PostgreSQL once, runs the tests that need a real store, and searches
 * everything that the stores have logged for secrets and personal data.
 */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { join } from "node:path"
import { promisify } from "node:util"
import { hasChromium, installChromium } from "./browser/chromium"
import { checkLog, collectLog } from "./log/check"
import { buildDashboard } from "./shop/dashboard"
import type { Cluster } from "./shop/database/cluster"
import { startPostgres } from "./shop/database"
import { SetupError } from "./shop/environment"
import { watchNpm } from "./shop/npm-watch"
import { pluginFolder, shopFolder } from "./shop/paths"
import { installPlugin } from "./shop/plugin"

/** Suites at a time, each in a process and with a database of its own. */
const WORKERS = 2

const log = (line: string) => console.error(line)

const jest = createRequire(__filename).resolve("jest/bin/jest")
const config = ["--config", join(pluginFolder, "jest.config.js"), "--forceExit", `--maxWorkers=${WORKERS}`]
const options = {
  // Medusa finds a project's packages from the working directory.
  cwd: shopFolder,
  env: {
    ...process.env,
    TEST_TYPE: "store",
    MEDUSA_DISABLE_TELEMETRY: "true",
  },
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  // Before the tests, whose time it would take.
  const needsBrowser = await runsBrowserTests(args)
  if (needsBrowser && !hasChromium()) await installChromium(log)
  await installPlugin(log)
  if (needsBrowser) await buildDashboard(log)
  const postgres = await startPostgres(log)
  const collected = collectLog()
  try {
    const code = await runJest(postgres, args, collected.env)
    process.exitCode = checkLog(collected.folder, log) ? code : code || 1
  } finally {
    await postgres.stop()
  }
}

async function runsBrowserTests(args: string[]): Promise<boolean> {
  const { stdout } = await promisify(execFile)(process.execPath, [jest, ...config, "--listTests", ...args], options)
  return stdout.includes(join(pluginFolder, "integration-tests", "browser"))
}

async function runJest({ port, password }: Cluster, args: string[], logging: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, ["--experimental-vm-modules", jest, ...config, ...args], {
    ...options,
    env: {
      ...options.env,
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
  console.error("✗", error instanceof SetupError ? error.message : error)
  process.exitCode = 1
})
