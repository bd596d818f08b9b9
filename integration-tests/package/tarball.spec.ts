import { accessSync, constants, existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { pluginFolder } from "../shop/paths"
import { run, succeed } from "./command"
import { given } from "./given"

type Conditions = string | { [condition: string]: Conditions }
type Manifest = { name: string; exports: Record<string, Conditions>; bin: Record<string, string> }

const { packed, store } = given()
const paths = packed.entries.map(({ path }) => path)
const installed = join(store.folder, "node_modules", "medusa-payment-paygate-klarna")
const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest
const textOf = (path: string) => readFileSync(join(installed, path), "utf8")

jest.setTimeout(60_000)

function targets(conditions: Conditions): string[] {
  return typeof conditions === "string" ? [conditions] : Object.values(conditions).flatMap(targets)
}

describe("the packed plugin", () => {
  it("holds the compiled plugin, its documents, the example and nothing else", () => {
    const expected = [
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|medusa-config\.example\.ts)$/,
      /^docs\/.+\.(md|png|svg|json)$/,
      /^\.medusa\/server\/src\/.+\.(js|js\.map|mjs|d\.ts)$/,
    ]
    expect(paths.filter((path) => !expected.some((form) => form.test(path)))).toEqual([])
  })

  it("holds no tests", () => {
    expect(paths.filter((path) => /(^|\/)(tests?|__tests__|integration-tests|fixtures)\/|\.spec\./.test(path))).toEqual(
      [],
    )
  })

  it("holds what npm and a reader look for", () => {
    expect(paths).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE", "medusa-config.example.ts"]))
  })

  it("declares the types of everything it compiled", () => {
    const compiled = paths.filter((path) => path.endsWith(".js") && !path.startsWith(".medusa/server/src/admin/"))
    expect(compiled.length).toBeGreaterThan(50)
    expect(compiled.filter((path) => !paths.includes(path.replace(/js$/, "d.ts")))).toEqual([])
  })

  it("names no place on the machine that built it, and no key", () => {
    const traces = [pluginFolder, "/node_modules/", "-----BEGIN", "_authToken"]
    const marked = paths.filter((path) => traces.some((trace) => textOf(path).includes(trace)))
    expect(marked).toEqual([])
  })

  it("stays small", () => {
    const docs = packed.entries.filter(({ path }) => path.startsWith("docs/"))
    expect(docs.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(1_000_000)
    expect(packed.size).toBeLessThan(1_500_000)
  })

  it("is found faultless by publint", () => {
    expect(packed.faults).toEqual([])
  })
})

describe("its exports", () => {
  const subpaths = Object.keys(manifest.exports).filter((subpath) => subpath !== "./admin")

  it("all lead to packed files", () => {
    const missing = targets(manifest.exports).filter((target) => !paths.includes(target.replace("./", "")))
    expect(missing).toEqual([])
  })

  it("all have types", () => {
    const typed = (subpath: string) =>
      targets(manifest.exports[subpath] ?? {}).some((target) => target.endsWith(".d.ts"))
    expect(subpaths.filter((subpath) => !typed(subpath))).toEqual(["./package.json"])
  })

  it.each(subpaths)("%s loads in a store, required and imported", async (subpath) => {
    const name = JSON.stringify(join(manifest.name, subpath))
    const load = `require(${name}); import(${name}, ${name}.endsWith(".json") ? { with: { type: "json" } } : {})`
    await succeed(process.execPath, ["--eval", load], { cwd: store.folder })
  })

  it("offer every module to Medusa, which asks for them by folder", () => {
    const modules = readdirSync(join(installed, ".medusa/server/src/modules"))
    expect(subpaths).toEqual(expect.arrayContaining(modules.map((name) => `./.medusa/server/src/modules/${name}`)))
  })

  // Medusa's dashboard imports the entry of every plugin that exports one.
  it("offer the dashboard's extensions if there are any", () => {
    const sources = readdirSync(join(pluginFolder, "src/admin")).filter((name) => name !== ".gitkeep")
    expect("./admin" in manifest.exports).toBe(sources.length > 0)
  })
})

describe("its command", () => {
  it.each(Object.entries(manifest.bin))("%s can be run", async (command, file) => {
    expect(textOf(file)).toMatch(/^#!\/usr\/bin\/env node\n/)
    const link = join(store.folder, "node_modules", ".bin", command)
    expect(existsSync(link)).toBe(true)
    accessSync(link, constants.X_OK)
    expect((await run(link, ["--help"], { cwd: store.folder })).stdout).toContain(`Usage: ${command}`)
  })
})
