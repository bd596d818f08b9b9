import { existsSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fingerprint } from "../fingerprint"
import { cacheFolder } from "../paths"
import { step, type Log } from "../progress"
import { inTurn } from "../turn"
import { runScript } from "../child"
import { copyCluster, createCluster, startCluster } from "./cluster"
import { createRunFolder } from "./runs"

/** Everything that decides what a fresh database looks like: Medusa's version, the plugin's tables, the seed. */
const ingredients = [
  "package-lock.json",
  "src/modules",
  "src/links",
  "integration-tests/shop/database",
  "integration-tests/shop/medusa-config.ts",
  "integration-tests/shop/seed.ts",
  "integration-tests/shop/seed",
]

/**
 * The folder of a stopped cluster whose `template1` is a migrated and seeded store. PostgreSQL copies `template1` for
 * every new database, so a copy of this cluster makes any number of ready stores, Medusa's test runner's included.
 */
export async function databaseTemplate(log: Log): Promise<string> {
  const folder = join(
    cacheFolder,
    "database",
    `${process.platform}-${process.arch}-${process.getuid?.() ?? ""}-${fingerprint(ingredients)}`,
  )
  if (existsSync(folder)) return folder
  return await inTurn("database", async () => {
    if (!existsSync(folder))
      await step(log, "Database migrated and seeded, kept for the next start", () => make(folder))
    return folder
  })
}

/** Migrates the database at `url` and fills it with the demo shop, unless that is done already. */
export async function prepareDatabase(url: string): Promise<void> {
  await runScript(join(__dirname, "prepare.ts"), { DATABASE_URL: url })
}

async function make(folder: string): Promise<void> {
  const run = createRunFolder()
  try {
    createCluster(run)
    const cluster = await startCluster(run)
    await prepareDatabase(cluster.url("template1")).finally(() => cluster.stop({ keepFolder: true }))
    // Into place in one step, whatever interrupts; those of earlier versions are of no more use.
    rmSync(join(folder, ".."), { recursive: true, force: true })
    await copyCluster(run, `${folder}-unfinished`)
    renameSync(`${folder}-unfinished`, folder)
  } finally {
    rmSync(run, { recursive: true, force: true })
  }
}
