import { posix, win32 } from "node:path"
import { SetupError } from "../shop/environment"

/** What of the machine decides where a browser is. */
export interface Machine {
  platform: NodeJS.Platform
  environment: Record<string, string | undefined>
  isExecutable: (path: string) => boolean
}

/** Chrome serves as well. Ubuntu's `chromium-browser` may be a mere pointer to a snap, hence last. */
const COMMANDS = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]

/** Where installers put it without the PATH knowing. */
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/bin/chromium", "/usr/bin/google-chrome", "/opt/google/chrome/chrome", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
}

/**
 * The path of the browser to test with: `CHROMIUM_PATH`, else the first on the PATH or at a usual place; nothing if there
 * is none. Throws a `SetupError` when `CHROMIUM_PATH` names none.
 */
export function findChromium({ platform, environment, isExecutable }: Machine): string | undefined {
  const { CHROMIUM_PATH: named, PATH = "" } = environment
  if (named) {
    if (!isExecutable(named)) throw new SetupError(`CHROMIUM_PATH names no program: ${named}`)
    return named
  }
  const path = platform === "win32" ? win32 : posix
  const folders = PATH.split(path.delimiter).filter(Boolean)
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => path.join(folder, command)))
  return [...onPath, ...(PLACES[platform] ?? [])].find(isExecutable)
}
