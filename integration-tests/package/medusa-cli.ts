import { copyFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { pluginFolder } from "../shop/paths"
import { run, start, succeed, type CommandOptions, type Outcome, type RunningCommand } from "./command"
import type { FreshStore } from "./fresh-store"

/** What a developer copies from the plugin's repository. */
export const exampleConfig = join(pluginFolder, "medusa-config.example.ts")

export function pasteExampleConfig({ folder }: FreshStore): void {
  copyFileSync(exampleConfig, join(folder, "medusa-config.ts"))
}

export function writeConfig({ folder }: FreshStore, text: string): void {
  writeFileSync(join(folder, "medusa-config.ts"), text)
}

/** `medusa …` in the store's folder, to its end. */
export async function tryMedusa(store: FreshStore, args: string[]): Promise<Outcome> {
  return await run(...medusa(store, args))
}

/** Like {@link tryMedusa}, but throws unless the command succeeds. */
export async function runMedusa(store: FreshStore, args: string[]): Promise<Outcome> {
  return await succeed(...medusa(store, args))
}

/** `medusa start` for production, in the folder that `medusa build` made; resolves when the store answers. */
export async function startBuiltStore(store: FreshStore): Promise<RunningCommand> {
  const folder = join(store.folder, ".medusa", "server")
  copyFileSync(join(store.folder, ".env"), join(folder, ".env.production"))
  const args = ["start", "--host", "localhost", "--port", String(store.port)]
  const running = start(...medusa(store, args, { cwd: folder, env: { NODE_ENV: "production" } }))
  await answering(`http://localhost:${store.port}/health`, running)
  return running
}

/** `npx paygate-simulator`, which knows the store's merchant from the same variables as the store. */
export async function startPaygate({ folder, paygatePort, settings }: FreshStore): Promise<RunningCommand> {
  const args = ["paygate-simulator", "--port", String(paygatePort)]
  const running = start("npx", args, { cwd: folder, env: { ...process.env, ...settings } })
  await answering(`http://127.0.0.1:${paygatePort}/simulator`, running)
  return running
}

function medusa(
  { folder, settings }: FreshStore,
  args: string[],
  { cwd = folder, env = {} }: Partial<CommandOptions> = {},
): [string, string[], CommandOptions] {
  // The store is to read its own .env, which gives way to what is set already.
  const others = Object.entries(process.env).filter(([name]) => !(name in settings) && name !== "NODE_ENV")
  const quiet = { MEDUSA_DISABLE_TELEMETRY: "true" }
  const command = join(folder, "node_modules", ".bin", "medusa")
  return [command, args, { cwd, env: { ...Object.fromEntries(others), ...quiet, ...env } }]
}

/** Waits until the address answers. Throws with what the command printed if it ends first, or takes two minutes. */
async function answering(url: string, { ended, output }: RunningCommand): Promise<void> {
  let over = false
  void ended.then(() => (over = true))
  for (const deadline = Date.now() + 120_000; Date.now() < deadline && !over; await wait(200)) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
  }
  throw new Error(`Nothing answers at ${url}:\n${output().slice(-4000)}`)
}
