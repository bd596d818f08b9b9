import { isPaygateKlarnaProvider, listProviderEntries, providerIdOf, resolveConnection } from ".."
import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { CALLS, createCipher } from "../../paygate"
import { HMAC_KEY, validOptions } from "./valid-options"

const RESOLVE = "medusa-payment-paygate-klarna/providers/paygate-klarna"

/** A store's configuration with these payment providers. */
function configOf(...providers: object[]) {
  return { modules: { payment: { resolve: "@medusajs/medusa/payment", options: { providers } } } }
}

const stripe = { resolve: "@medusajs/medusa/payment-stripe", id: "stripe", options: { apiKey: "sk" } }
const entry = (id: string, changes: Record<string, unknown> = {}) => ({
  resolve: RESOLVE,
  id,
  options: validOptions(changes),
})

describe("resolveConnection", () => {
  it("gives each of several providers its own account and keys", () => {
    const config = configOf(
      stripe,
      entry("eu"),
      entry("uk", { merchant_id: "merchant_uk", account: "klarna_uk", hmac_key: ["new-uk", "old-uk"] }),
    )
    expect(resolveConnection(config, "pp_paygate-klarna_eu").options).toMatchObject({
      merchant_id: "merchant_eu",
      account: "klarna_eu",
      hmac_key: [HMAC_KEY],
    })
    expect(resolveConnection(config, "pp_paygate-klarna_uk").options).toMatchObject({
      merchant_id: "merchant_uk",
      account: "klarna_uk",
      hmac_key: ["new-uk", "old-uk"],
    })
  })

  it("gives the same connection each time", () => {
    const config = configOf(entry("eu"))
    expect(resolveConnection(config, "pp_paygate-klarna_eu")).toBe(resolveConnection(config, "pp_paygate-klarna_eu"))
  })

  it("keeps the connections of two stores in one process apart", () => {
    const [one, other] = [configOf(entry("eu")), configOf(entry("eu", { merchant_id: "other" }))]
    resolveConnection(one, "pp_paygate-klarna_eu")
    expect(resolveConnection(other, "pp_paygate-klarna_eu").options.merchant_id).toBe("other")
  })

  it.each([
    ["an id that is not configured", configOf(entry("eu")), "pp_paygate-klarna_us"],
    ["another provider's id", configOf(stripe, entry("eu")), "pp_stripe_stripe"],
    ["an entry without an id", configOf({ resolve: RESOLVE, options: validOptions() }), "pp_paygate-klarna_undefined"],
    ["a store without a payment module", { modules: {} }, "pp_paygate-klarna_eu"],
  ])("refuses %s by name", (_what, config, providerId) => {
    let refused: unknown
    try {
      resolveConnection(config, providerId)
    } catch (error) {
      refused = error
    }
    expect(refused).toMatchObject({
      message: expect.stringContaining(providerId) as string,
      code: "provider_unknown",
      type: "not_found",
    })
  })

  it("refuses wrong options as the store's start does", () => {
    expect(() => resolveConnection(configOf(entry("eu", { account: 1 })), "pp_paygate-klarna_eu")).toThrow(
      /account: expected/,
    )
  })
})

describe("a connection's client", () => {
  let server: Server
  let requests: { path: string; form: URLSearchParams }[]
  beforeEach(async () => {
    requests = []
    server = createServer((request, response) => {
      void text(request).then((body) => {
        requests.push({ path: request.url ?? "", form: new URLSearchParams(body) })
        response.end()
      })
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
  })
  afterEach(() => server.close())

  /** What the client of a provider with these options sends. */
  async function sentWith(changes: Record<string, unknown>) {
    const { port } = server.address() as AddressInfo
    const config = configOf(entry("eu", { base_url: `http://127.0.0.1:${port}`, ...changes }))
    const { client } = resolveConnection(config, "pp_paygate-klarna_eu")
    await expect(client.send(CALLS.inquireByTransID, { TransID: "T" })).rejects.toThrow()
    client.close()
    const [{ path, form }] = requests as [(typeof requests)[number]]
    const read = (key: string) => createCipher("blowfish", key).decrypt(form.get("Data") ?? "", Number(form.get("Len")))
    return { path, merchantId: form.get("MerchantID"), read: (key: string) => read(key).toString() }
  }

  it("finds Paygate's scripts under a base address without its last slash", async () => {
    expect((await sentWith({})).path).toBe("/inquire24.aspx")
  })

  it("uses the newest of several keys", async () => {
    const sent = await sentWith({ blowfish_key: ["the-new-key", "the-old-key"] })
    expect(sent.read("the-new-key")).toContain("TransID=T")
    expect(sent.read("the-old-key")).not.toContain("TransID")
  })

  it("speaks for its own merchant", async () => {
    expect((await sentWith({ merchant_id: "merchant_uk" })).merchantId).toBe("merchant_uk")
  })
})

describe("listProviderEntries", () => {
  it("finds this plugin's entries among others, whatever path they are resolved by", () => {
    const linked = { resolve: "/srv/plugins/klarna/src/providers/paygate-klarna", id: "linked" }
    const windows = { resolve: "C:\\plugins\\klarna\\providers\\paygate-klarna\\index.js", id: "windows" }
    const lookalike = { resolve: "medusa-payment-paygate-klarna-checkout", id: "other" }
    expect(listProviderEntries(configOf(stripe, entry("eu"), lookalike, linked, windows)).map(({ id }) => id)).toEqual([
      "eu",
      "linked",
      "windows",
    ])
  })

  it.each([{}, { modules: {} }, { modules: { payment: true } }, { modules: { payment: { resolve: "x" } } }])(
    "finds none in %j",
    (config) => {
      expect(listProviderEntries(config as never)).toEqual([])
    },
  )
})

describe("provider ids", () => {
  it("are Medusa's", () => {
    expect(providerIdOf("eu")).toBe("pp_paygate-klarna_eu")
  })

  it.each([
    ["pp_paygate-klarna_eu", true],
    ["pp_paygate-klarna-checkout_eu", false],
    ["pp_stripe_eu", false],
  ])("%s is ours: %s", (id, ours) => {
    expect(isPaygateKlarnaProvider(id)).toBe(ours)
  })
})
