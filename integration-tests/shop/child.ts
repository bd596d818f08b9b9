import { spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { shopFolder } from "./paths"

export type ChildOptions = { cwd?: string; env?: Record<string, string | undefined> }

const tsx = createRequire(__filename).resolve("tsx")

/** Runs a Node script to its end; what it prints is shown only if it fails. */
export async function runNode(args: string[], { cwd = shopFolder, env = {} }: ChildOptions = {}): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, MEDUSA_DISABLE_TELEMETRY: "true", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const end = () => void child.kill()
  process.once("exit", end)
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()))
  const [code] = (await once(child, "close")) as [number | null]
  process.off("exit", end)
  if (code !== 0) throw new Error(`${args.join(" ")} failed:\n${output}`)
}

/** Runs one of this folder's TypeScript files in a process of its own. */
export async function runScript(file: string, env: Record<string, string | undefined> = {}): Promise<void> {
  await runNode(["--import", tsx, file], { env })
}
