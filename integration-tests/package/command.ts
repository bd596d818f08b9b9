import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"

export type CommandOptions = { cwd: string; env?: NodeJS.ProcessEnv }

/** What a command printed, on both its streams, and its exit status. */
export type Outcome = { status: number | null; stdout: string; output: string }

export type RunningCommand = {
  child: ChildProcess
  /** Everything printed so far. */
  output: () => string
  ended: Promise<Outcome>
}

/** Starts a command; what it prints is collected, since only a failure is worth reading. */
export function start(command: string, args: string[], { cwd, env = process.env }: CommandOptions): RunningCommand {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] })
  let stdout = ""
  let output = ""
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString()
    output += chunk.toString()
  })
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()))
  // "exit", not "close": what a command leaves running may hold its streams open.
  const ended = once(child, "exit").then(([status]) => ({ status: status as number | null, stdout, output }))
  return { child, output: () => output, ended }
}

/** Runs a command to its end, whichever that is. */
export async function run(command: string, args: string[], options: CommandOptions): Promise<Outcome> {
  return await start(command, args, options).ended
}

/** Runs a command that must succeed. Throws with the end of what it printed, where the reason is. */
export async function succeed(command: string, args: string[], options: CommandOptions): Promise<Outcome> {
  const outcome = await run(command, args, options)
  if (outcome.status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${outcome.output.slice(-4000)}`)
  return outcome
}
