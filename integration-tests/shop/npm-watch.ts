import { readFileSync } from "node:fs"

const intervalInMs = 200

/**
 * Calls `end` once npm, which runs this process, is gone. Killing npm kills the shell below it at most, never what that
 * shell runs; whoever starts the shop with npm would otherwise leave it behind. Without npm nothing is watched, so that
 * a shop started by hand may outlive its shell.
 */
export function watchNpm(end: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const chain = ancestors()
  const isWhole = () =>
    process.ppid === chain[0] && chain.slice(1).every((pid, index) => parentOf(chain[index]) === pid)
  const timer = setInterval(() => {
    if (isWhole()) return
    clearInterval(timer)
    end()
  }, intervalInMs)
  timer.unref()
}

/** The processes from this one's parent up to npm; the parent alone where the system does not tell (it is Linux's way). */
function ancestors(): number[] {
  const chain: number[] = []
  for (let pid: number | undefined = process.ppid; pid; pid = parentOf(pid)) {
    chain.push(pid)
    if (status(pid, "Name")?.startsWith("npm")) return chain
  }
  return chain.slice(0, 1)
}

function parentOf(pid: number | undefined): number | undefined {
  const parent = pid && status(pid, "PPid")
  return parent ? Number(parent) : undefined
}

function status(pid: number, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\s*(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  } catch {
    return undefined
  }
}
