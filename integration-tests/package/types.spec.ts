import { copyFileSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { run } from "./command"
import { given } from "./given"
import { pasteExampleConfig } from "./medusa-cli"

jest.setTimeout(240_000)

const { store } = given()
const folder = join(store.folder, "consumer")

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(__dirname, "consumer.ts"), join(folder, "consumer.ts"))
  pasteExampleConfig(store)
})

it.each([
  ["Node16", "Node16"],
  ["Bundler", "ESNext"],
])(
  "a store's code and the example configuration compile with module resolution %s",
  async (moduleResolution, module) => {
    const compilerOptions = {
      target: "ES2022",
      module,
      moduleResolution,
      strict: true,
      esModuleInterop: true,
      noEmit: true,
      types: ["node"],
      // Looks into the plugin's declarations, too, so that none of them refers to something a store has not got.
      skipLibCheck: false,
    }
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["consumer.ts", "../medusa-config.ts"] }),
    )
    const compiler = join(store.folder, "node_modules", ".bin", "tsc")
    const { output } = await run(compiler, ["--project", folder, "--pretty", "false"], { cwd: store.folder })
    // Medusa's own declarations and zod's have errors of their own.
    const others = /^node_modules\/(?!medusa-payment-paygate-klarna\/)/
    expect(errors(output).filter((error) => !others.test(error))).toEqual([])
  },
)

/** One line per error: what follows an error indented belongs to it. */
function errors(output: string): string[] {
  return output.split("\n").filter((line) => line !== "" && !line.startsWith(" "))
}
