/**
 * `npm run test:package [-- jest's arguments]`: packs the plugin, installs it in a fresh store on an empty database, as
 * a developer would, and runs the tests that need them.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createCluster, startCluster, type Cluster } from "../shop/database/cluster"
import { createRunFolder } from "../shop/database/runs"
import { pluginFolder } from "../shop/paths"
import { installPlugin } from "../shop/plugin"
import { step } from "../shop/progress"
import { createFreshStore } from "./fresh-store"
import { hand } from "./given"
import { pasteExampleConfig, runMedusa } from "./medusa-cli"
import { packPlugin } from "./pack"

const log = (line: string) => console.error(line)

async function main(): Promise<void> {
  await installPlugin(log)
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "paygate-klarna-package-")))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  let database: Cluster | undefined = undefined
  try {
    const packed = await step(log, "Plugin packed", () => packPlugin(folder))
    database = await startEmptyDatabase()
    const url = database.url("postgres")
    const store = await step(log, "Fresh store installed", () =>
      createFreshStore(join(folder, "store"), packed.file, url),
    )
    pasteExampleConfig(store)
    await step(log, "Its database migrated", () => runMedusa(store, ["db:migrate"]))
    process.exitCode = await runJest(hand({ packed, store }, join(folder, "given.json")), process.argv.slice(2))
  } finally {
    await database?.stop()
  }
}

async function startEmptyDatabase(): Promise<Cluster> {
  const folder = createRunFolder()
  createCluster(folder)
  return await startCluster(folder)
}

async function runJest(env: Record<string, string>, args: string[]): Promise<number> {
  const jest = createRequire(__filename).resolve("jest/bin/jest")
  const child = spawn(process.execPath, [jest, "--runInBand", "--forceExit", ...args], {
    cwd: pluginFolder,
    env: { ...process.env, ...env, TEST_TYPE: "package" },
    stdio: "inherit",
    // A process group: whatever the tests start ends with them, the child of `npx` included, which outlives that.
    detached: true,
  })
  // First, or the tests would see their store being removed.
  process.prependOnceListener("exit", () => endGroup(child.pid))
  const [code] = (await once(child, "exit")) as [number | null]
  return code ?? 1
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader) process.kill(-leader, "SIGKILL")
  } catch {
    // Nothing of it is left.
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1))

main().catch((error: unknown) => {
  console.error("✗", error)
  process.exitCode = 1
})
