import { execFile } from "node:child_process"
import { accessSync, constants, statSync } from "node:fs"
import { promisify } from "node:util"
import { SetupError } from "../shop/environment"
import { step, type Log } from "../shop/progress"
import { inTurn } from "../shop/turn"
import { findChromium } from "./find-chromium"

const run = promisify(execFile)

export const isRoot = process.getuid?.() === 0

/** Whether this machine has a Chromium or Chrome. Throws a `SetupError` when `CHROMIUM_PATH` names none. */
export function hasChromium(): boolean {
  return find() !== undefined
}

/** The path of this machine's Chromium or Chrome. Throws a `SetupError` that says what to do where there is none. */
export function chromiumPath(): string {
  const path = find()
  if (!path) {
    throw new SetupError(
      "The browser tests need Chromium or Chrome: install one, or name its program in CHROMIUM_PATH.",
    )
  }
  return path
}

/** Makes sure of a Chromium: root's Debian, as a bare CI machine is, gets Debian's. Throws a `SetupError` elsewhere. */
export async function installChromium(log: Log): Promise<void> {
  await inTurn("chromium", async () => {
    if (hasChromium() || !isRoot || !isExecutable("/usr/bin/apt-get")) return
    log("No Chromium or Chrome found: installing Debian's package")
    await step(log, "Chromium installed", installDebianPackage)
  })
  chromiumPath()
}

function find(): string | undefined {
  return findChromium({ platform: process.platform, environment: process.env, isExecutable })
}

async function installDebianPackage(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  const aptGet = (...args: string[]) => run("apt-get", args, { env, maxBuffer: Infinity })
  await aptGet("update")
  await aptGet("install", "-y", "--no-install-recommends", "chromium")
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
