import { readFileSync } from "node:fs"
import { join } from "node:path"
import { providerOptions } from "../connection/options"
import { REFUSAL_CODES } from "../refusals"

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8")

/** Those that refuse a request, or a call, before there is a step to refuse. */
const OTHER_CODES = [
  "body_too_large",
  "invalid_body",
  "invalid_request",
  "not_reachable",
  "order_unknown",
  "payment_unknown",
  "provider_unknown",
  "region_unknown",
  "session_closed",
]

describe("README", () => {
  it.each(Object.keys(providerOptions.shape))("explains the option %s", (option) => {
    expect(readme).toContain(`| \`${option}\` `)
  })

  it.each([...REFUSAL_CODES, ...OTHER_CODES])("lists the refusal %s, once", (code) => {
    expect(readme.split(`| \`${code}\` `)).toHaveLength(2)
  })
})
