import { readFileSync } from "node:fs"
import { join } from "node:path"
import { providerOptions } from "../connection/options"
import { REFUSAL_CODES } from "../refusals"

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8")

describe("README", () => {
  it.each(Object.keys(providerOptions.shape))("explains the option %s", (option) => {
    expect(readme).toContain(`| \`${option}\` `)
  })

  it.each([...REFUSAL_CODES, "invalid_body", "body_too_large"])("lists the refusal %s, once", (code) => {
    expect(readme.split(`| \`${code}\` `)).toHaveLength(2)
  })
})
