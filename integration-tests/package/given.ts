import { readFileSync, writeFileSync } from "node:fs"
import type { FreshStore } from "./fresh-store"
import type { PackedPackage } from "./pack"

/** What run-package-tests made ready for the specs. */
export type Given = { packed: PackedPackage; store: FreshStore }

const variable = "PACKAGE_TESTS_GIVEN"

/** Writes it down for another process; answers the environment that this one needs. */
export function hand(over: Given, file: string): Record<string, string> {
  writeFileSync(file, JSON.stringify(over))
  return { [variable]: file }
}

export function given(): Given {
  const file = process.env[variable]
  if (!file) throw new Error("These tests need a packed plugin and a fresh store: run `npm run test:package`.")
  return JSON.parse(readFileSync(file, "utf8")) as Given
}
