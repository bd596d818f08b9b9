import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, sep } from "node:path"
import { runNode } from "./child"
import { cacheFolder, pluginFolder, shopFolder } from "./paths"
import { step, type Log } from "./progress"
import { inTurn } from "./turn"

const link = join(shopFolder, "node_modules", "medusa-payment-paygate-klarna")
const output = join(pluginFolder, ".medusa", "server")
/** There while a build runs, and afterwards if it failed or was killed. */
const unfinished = join(cacheFolder, "plugin-unfinished")
const sources = ["src", "package.json", "package-lock.json", "tsconfig.json"].map((path) => join(pluginFolder, path))

/** Makes the plugin what it is in any other shop: a built package, found by its name. */
export async function installPlugin(log: Log): Promise<void> {
  linkPlugin()
  if (isBuilt()) return
  await inTurn("plugin", async () => {
    if (!isBuilt()) await step(log, "Plugin built", build)
  })
}

/** Links the shop's node_modules to the repository, as npm does for a `file:` dependency. */
export function linkPlugin(): void {
  if (existsSync(link) && realpathSync(link) === realpathSync(pluginFolder)) return
  mkdirSync(dirname(link), { recursive: true })
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link)
  symlinkSync(pluginFolder, link, "junction")
}

async function build(): Promise<void> {
  const cli = createRequire(__filename).resolve("@medusajs/cli/cli.js")
  writeFileSync(unfinished, "")
  await runNode([cli, "plugin:build"], { cwd: pluginFolder, env: { LOG_LEVEL: "info" } })
  rmSync(unfinished)
}

/** Whether the last build came to its end after every change; folders count, since they change when a file is deleted. */
function isBuilt(): boolean {
  return existsSync(output) && !existsSync(unfinished) && newest([output]) > newest(sources)
}

function newest(paths: string[]): number {
  const all = paths.flatMap((path) => [path, ...(statSync(path).isDirectory() ? entries(path) : [])])
  return Math.max(...all.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** What is below the folder, but for tests: they are not built. */
function entries(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((entry) => !entry.split(sep).includes("test"))
    .map((entry) => join(folder, entry))
}
