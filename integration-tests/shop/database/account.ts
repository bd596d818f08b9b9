import { readFileSync } from "node:fs"

export type Account = { uid: number; gid: number }

/**
 * The system account that PostgreSQL's processes run under when this process is root, which they refuse to be: the
 * machine's `postgres`, else `nobody`, which exists everywhere. Undefined for an ordinary user, who runs them himself.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = new Map(
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const account = accounts.get("postgres") ?? accounts.get("nobody")
  if (!account) throw new Error("PostgreSQL cannot run as root, and there is no account `postgres` or `nobody`.")
  return account
}
