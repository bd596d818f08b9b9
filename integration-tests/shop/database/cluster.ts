import { spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { chownSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { freePort } from "../listening"
import { databaseAccount, type Account } from "./account"
import { postgresFolder, postgresVersion } from "./binaries"

/** A running PostgreSQL server on the loopback interface. */
export type Cluster = {
  version: string
  port: number
  password: string
  url: (database: string) => string
  /** Stops the server and removes its folder, unless that is still wanted. */
  stop: (options?: { keepFolder: boolean }) => Promise<void>
}

/** What is stored here lasts as long as a demo or a test: speed goes before surviving a power cut. */
const settings = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_connections: "200",
  unix_socket_directories: "",
  listen_addresses: "localhost",
}

/** Creates an empty cluster in `folder`: its `data`, and the `password` of the user postgres. */
export function createCluster(folder: string): void {
  const account = databaseAccount()
  const passwordFile = join(folder, "password")
  writeFileSync(passwordFile, randomBytes(16).toString("hex"), { mode: 0o600 })
  handOver(folder, account)
  const initdb = join(postgresFolder(account), "bin", "initdb")
  const args = ["-D", join(folder, "data"), "-U", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256"]
  const small = ["--no-sync", "--locale", "C", "--encoding", "UTF8", "--wal-segsize", "4"]
  const { status, stderr, error } = spawnSync(initdb, [...args, ...small], { ...account, encoding: "utf8" })
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`)
}

/** Copies a stopped cluster; two thousand files, for which `cp` needs half the time of Node. */
export async function copyCluster(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true })
  const parts = ["data", "password"].map((part) => join(from, part))
  if (process.platform === "win32") {
    for (const part of parts) cpSync(part, join(to, basename(part)), { recursive: true })
    return
  }
  const [code] = (await once(spawn("cp", ["-Rp", ...parts, to], { stdio: "inherit" }), "exit")) as [number | null]
  if (code !== 0) throw new Error(`cp could not copy ${from} to ${to}`)
}

/** Starts the cluster in `folder`, a throw-away: it goes when the server stops, in whichever way. */
export async function startCluster(folder: string): Promise<Cluster> {
  const account = databaseAccount()
  handOver(folder, account)
  const binaries = postgresFolder(account)
  const port = await freePort()
  const password = readFileSync(join(folder, "password"), "utf8")
  const command = join(binaries, "bin", "postgres")
  const args = ["-D", join(folder, "data"), "-p", String(port), ...flags(settings)]
  const order = { command, args, account, folder }
  // Detached: Ctrl-C reaches the launcher only, which still needs the database for its own orderly end.
  const guard = spawn(process.execPath, [join(__dirname, "guard.mjs"), JSON.stringify(order)], {
    stdio: ["pipe", "ignore", "pipe"],
    detached: true,
    windowsHide: true,
  })
  // A server that ended by itself has closed the pipe.
  guard.stdin.on("error", () => {})
  const ended = once(guard, "exit")
  await ready(guard.stderr, ended)
  const url = (database: string) => `postgres://postgres:${password}@localhost:${port}/${database}`
  const stop: Cluster["stop"] = async (options) => {
    guard.stdin.end(options?.keepFolder ? "keep" : "")
    await ended
  }
  return { version: postgresVersion(binaries), port, password, url, stop }
}

function flags(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])
}

async function ready(log: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<void> {
  let text = ""
  await new Promise<void>((resolve, reject) => {
    log.on("data", (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-10_000)
      if (text.includes("ready to accept connections")) resolve()
    })
    void ended.then(() => reject(new Error(`PostgreSQL did not start:\n${text}`)))
  })
}

/** PostgreSQL's account must be able to enter the folder; the data in it already belongs to that account. */
function handOver(folder: string, account: Account | undefined): void {
  if (account) for (const path of [folder, join(folder, "password")]) chownSync(path, account.uid, account.gid)
}
