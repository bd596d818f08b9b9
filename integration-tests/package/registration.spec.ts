import { given } from "./given"
import { pasteExampleConfig, tryMedusa, writeConfig } from "./medusa-cli"

jest.setTimeout(120_000)

const { store } = given()

const pluginLine = `{ resolve: "medusa-payment-paygate-klarna", options: {} }`
const dependenciesLine = `dependencies: ["query","locking","paygateKlarnaBooks"]`
const helperLine = `paygateKlarna({ providers: [{ id: "eu", options: { … } }] })`

const byHelper = `paygateKlarna({ providers: [{ id: "eu", options }] })`
const byHand = `{ resolve: "medusa-payment-paygate-klarna/providers/paygate-klarna", id: "eu", options }`

/** A medusa-config as a developer may have come to write it. */
function config({ plugins = pluginLine, modules = byHelper, options = "" }): string {
  return `
    import { defineConfig, loadEnv } from "@medusajs/framework/utils"
    import { paygateKlarna } from "medusa-payment-paygate-klarna"

    loadEnv("development", process.cwd())

    const options = {
      base_url: process.env.PAYGATE_BASE_URL,
      merchant_id: process.env.PAYGATE_MERCHANT_ID,
      blowfish_key: process.env.PAYGATE_BLOWFISH_KEY,
      hmac_key: process.env.PAYGATE_HMAC_KEY,
      account: process.env.PAYGATE_ACCOUNT,
      backend_url: process.env.MEDUSA_BACKEND_URL,
      storefront_url: process.env.STOREFRONT_URL,
      ${options}
    }

    export default defineConfig({
      projectConfig: { databaseUrl: process.env.DATABASE_URL },
      plugins: [${plugins}],
      modules: [${modules}],
    })`
}

afterAll(() => pasteExampleConfig(store))

describe("a store does not start, and says what to write,", () => {
  it.each<[string, Parameters<typeof config>[0], string[]]>([
    ["when `plugins` lacks the plugin", { plugins: "" }, [pluginLine, "to plugins"]],
    [
      "when the provider is written by hand without `dependencies`",
      { modules: `{ resolve: "@medusajs/medusa/payment", options: { providers: [${byHand}] } }` },
      [dependenciesLine],
    ],
    [
      "when one of the `dependencies` is missing",
      {
        modules: `{
          resolve: "@medusajs/medusa/payment",
          dependencies: ["query", "locking"],
          options: { providers: [${byHand}] },
        }`,
      },
      ["cannot reach paygateKlarnaBooks", dependenciesLine],
    ],
    ["when the store has no payment provider", { modules: "" }, [helperLine]],
    [
      "when the payment module has other providers only",
      { modules: `{ resolve: "@medusajs/medusa/payment", options: { providers: [] } }` },
      [helperLine],
    ],
    ["when a secret is not set", { options: "hmac_key: process.env.NOT_SET," }, ["hmac_key: missing"]],
    ["when an option has the wrong type", { options: "account: 12 as never," }, ["account: expected Klarna's account"]],
    [
      "when a key does not fit its cipher",
      { options: `encryption: "aes" as const, blowfish_key: ["short", process.env.PAYGATE_BLOWFISH_KEY!],` },
      ["blowfish_key.0: expected a key of 16, 24 or 32 bytes"],
    ],
    [
      "when an option does not exist",
      { options: `hmac_kee: process.env.PAYGATE_HMAC_KEY,` },
      ["hmac_kee: no such option"],
    ],
  ])("%s", async (_when, parts, says) => {
    writeConfig(store, config(parts))
    const { status, output } = await tryMedusa(store, ["start", "--port", String(store.port)])
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("paygate-klarna: ") as string })
    for (const line of says) expect(output).toContain(line)
    for (const secret of ["PAYGATE_BLOWFISH_KEY", "PAYGATE_HMAC_KEY"]) {
      expect(output).not.toContain(store.settings[secret])
    }
  })
})
