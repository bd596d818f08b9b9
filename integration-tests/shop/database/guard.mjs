/**
 * Runs PostgreSQL for as long as standard input stays open, then stops it and removes the folder it worked in. The
 * launcher holds the other end of that pipe, and the system closes it however the launcher ends, `kill -9` included.
 * Anything written into the pipe asks to leave the folder.
 */
import { spawn } from "node:child_process"
import { rmSync } from "node:fs"

const { command, args, account, folder } = JSON.parse(process.argv[2])
const server = spawn(command, args, { ...account, stdio: ["ignore", "ignore", "inherit"] })

let keep = false
process.stdin.on("data", () => (keep = true))
process.stdin.on("end", () => server.kill("SIGINT"))
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill("SIGINT"))

server.on("exit", (code) => {
  if (!keep) rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 1)
})
