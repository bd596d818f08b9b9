import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { cacheFolder } from "./paths"

/**
 * Runs `work` while no other process runs something of the same name: two shops starting at once must not both build
 * into the same folder. A process that died in its turn loses it.
 */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(cacheFolder, { recursive: true })
  const turn = join(cacheFolder, `${name}.pid`)
  const ticket = `${turn}-${process.pid}`
  writeFileSync(ticket, String(process.pid))
  try {
    while (!take(turn, ticket)) await wait(200)
  } finally {
    rmSync(ticket, { force: true })
  }
  try {
    return await work()
  } finally {
    rmSync(turn, { force: true })
  }
}

export function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** Linking a written file is one step, so that nobody ever reads a turn without the id of whose it is. */
function take(turn: string, ticket: string): boolean {
  try {
    linkSync(ticket, turn)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    if (!isAlive(holder(turn))) rmSync(turn, { force: true })
    return false
  }
}

function holder(turn: string): number {
  try {
    return Number(readFileSync(turn, "utf8"))
  } catch {
    return 0
  }
}
