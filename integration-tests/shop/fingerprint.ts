import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { pluginFolder } from "./paths"

/** A short name for the content of the given files and folders (relative to the repository; absent ones count as empty). */
export function fingerprint(paths: string[]): string {
  const hash = createHash("sha256")
  for (const file of paths.flatMap(files)) hash.update(`${file}\0`).update(readFileSync(join(pluginFolder, file)))
  return hash.digest("hex").slice(0, 16)
}

function files(path: string): string[] {
  const absolute = join(pluginFolder, path)
  if (!existsSync(absolute)) return []
  if (!statSync(absolute).isDirectory()) return [path]
  return readdirSync(absolute, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(pluginFolder.length + 1))
    .sort()
}
