import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { runScript } from "./child"
import { fingerprint } from "./fingerprint"
import { shopFolder } from "./paths"
import { step, type Log } from "./progress"
import { inTurn } from "./turn"

/** Where Medusa serves a built dashboard from. */
export const dashboardFolder = join(shopFolder, "public", "admin")

const mark = join(dashboardFolder, "fingerprint")

/**
 * Builds the dashboard with the plugin's pages in it, unless that was done for the same ones. Vite's development server
 * would be ready sooner once, but take longer for the first page of every start.
 */
export async function buildDashboard(log: Log): Promise<void> {
  const version = fingerprint(["package-lock.json", "package.json", ".medusa/server/src/admin"])
  await inTurn("dashboard", async () => {
    if (existsSync(mark) && readFileSync(mark, "utf8") === version) return
    // Tailwind looks for the plugin's classes from its own folder, which in other shops is beside the plugin's.
    const env = { NODE_PATH: join(shopFolder, "node_modules") }
    const script = join(shopFolder, "build-dashboard.ts")
    await step(log, "Dashboard built, kept for the next start", () => runScript(script, env))
    writeFileSync(mark, version)
  })
}
