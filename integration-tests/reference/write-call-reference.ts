/** Writes docs/reference/calls.md: `npm run reference`. */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { renderCallReference } from "./call-reference"

const folder = join(__dirname, "../../docs/reference")
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, "calls.md"), renderCallReference())
