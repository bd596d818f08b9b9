import { readFileSync } from "node:fs"
import { join } from "node:path"
import { pluginFolder } from "../shop/paths"
import { succeed } from "./command"

export type PackedPackage = {
  /** The tarball. */
  file: string
  /** Bytes. */
  size: number
  entries: { path: string; size: number }[]
  /** What publint found in it. */
  faults: string[]
}

/** Packs the built plugin as a release would. */
export async function packPlugin(folder: string): Promise<PackedPackage> {
  // The build is done already, with regard to others who need it at the same time.
  const flags = ["--ignore-scripts", "--json", "--pack-destination", folder]
  const { stdout } = await succeed("npm", ["pack", ...flags], { cwd: pluginFolder })
  const [packed] = JSON.parse(stdout) as { filename: string; size: number; files: PackedPackage["entries"] }[]
  if (!packed) throw new Error(`npm packed nothing: ${stdout}`)
  const file = join(folder, packed.filename)
  return { file, size: packed.size, entries: packed.files, faults: await lint(file) }
}

async function lint(tarball: string): Promise<string[]> {
  const { publint } = await import("publint")
  const { formatMessage } = await import("publint/utils")
  const bytes = new Uint8Array(readFileSync(tarball)).buffer
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true })
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code)
}
