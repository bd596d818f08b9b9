import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isAlive } from "../turn"

const prefix = "paygate-klarna-store-"

/** Linux's file system in memory: a database there is created ten times as fast, which every test with one gains from. */
const memory = "/dev/shm"
const roomNeeded = 4 * 1024 ** 3

/** A folder for one run's database, in a place that PostgreSQL's account can reach, marked with who uses it. */
export function createRunFolder(): string {
  for (const place of [tmpdir(), memory]) removeLeftovers(place)
  const folder = mkdtempSync(join(hasRoom(memory) ? memory : tmpdir(), prefix))
  writeFileSync(join(folder, "owner"), String(process.pid))
  return folder
}

function hasRoom(place: string): boolean {
  if (!existsSync(place)) return false
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize >= roomNeeded
}

/**
 * Removes the folders of runs that ended without a chance to do so. A PostgreSQL that should still run in one of them
 * notices the loss of its lock file within a minute and ends.
 */
function removeLeftovers(place: string): void {
  if (!existsSync(place)) return
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(prefix))) {
    const owner = join(place, name, "owner")
    if (existsSync(owner) && !isAlive(Number(readFileSync(owner, "utf8")))) {
      rmSync(join(place, name), { recursive: true, force: true })
    }
  }
}
