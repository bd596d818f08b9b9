import { MedusaError } from "@medusajs/framework/utils"
import { parseProviderOptions } from ".."
import { HMAC_KEY, validOptions } from "./valid-options"

/** A value that must not be repeated by any message. */
const MARK = "s3cret-m4rk"

/** The message for options that must be refused. */
function faultsOf(options: unknown): string {
  try {
    parseProviderOptions(options)
  } catch (error) {
    expect(error).toBeInstanceOf(MedusaError)
    expect((error as MedusaError).type).toBe(MedusaError.Types.INVALID_DATA)
    return (error as Error).message
  }
  throw new Error("the options were accepted")
}

/** The line of the message about one option. */
function faultOf(option: string, value: unknown, others: Record<string, unknown> = {}): string | undefined {
  return faultsOf(validOptions({ ...others, [option]: value }))
    .split("\n")
    .find((line) => line.trim().startsWith(`- ${option}`))
}

afterEach(() => {
  process.env["NODE_ENV"] = "test"
})

describe("parseProviderOptions", () => {
  it("fills in what may be left out", () => {
    expect(parseProviderOptions(validOptions())).toEqual({
      base_url: "https://www.computop-paygate.com/",
      merchant_id: "merchant_eu",
      blowfish_key: ["blowfish-key-0001"],
      hmac_key: [HMAC_KEY],
      encryption: "blowfish",
      charset: "utf-8",
      account: "klarna_eu",
      backend_url: "https://backend.example",
      storefront_url: "https://shop.example",
      connect_timeout_ms: 5000,
      timeout_ms: 30000,
      allow_insecure_http: false,
      pay_types: ["pay_now", "pay_later", "pay_over_time"],
      addresses: "server",
      required_customer_data: {},
      ref_nr: "{session}",
      order_ref_nr: "{display_id}",
      update_addresses: true,
      update_orders: true,
      capture_on: "never",
      authorization_days: 28,
      expiry_warning_days: 5,
      order_creation: "explicit",
      cancel_rejected_orders: true,
      retention_days: 90,
    })
  })

  it("takes every option at once", () => {
    const all = {
      base_url: "https://paymentpage.axepta.bnpparibas/",
      test_account: true,
      encryption: "blowfish",
      charset: "iso-8859-1",
      account: { DE: "klarna_de", SE: "klarna_se", default: "klarna_eu" },
      connect_timeout_ms: 1000,
      timeout_ms: 10000,
      allow_insecure_http: true,
      pay_types: ["pay_later"],
      language: "DK",
      addresses: "browser",
      required_customer_data: { DK: ["date_of_birth", "social_security_number"] },
      ref_nr: "W-{short}",
      product_url: "https://shop.example/products/{handle}",
      authorization_days: 180,
      layout: { color_button: "#FF9900", radius_border: "5px" },
      enhanced_data: { customer_history: 3 },
      company_or_person: "C",
    }
    expect(parseProviderOptions(validOptions(all))).toMatchObject(all)
  })

  it.each(["merchant_id", "blowfish_key", "hmac_key", "account", "backend_url", "storefront_url"])(
    "names %s when it is missing",
    (option) => {
      expect(faultOf(option, undefined)).toBe(`  - ${option}: missing`)
    },
  )

  it.each<[string, unknown, RegExp, Record<string, unknown>?]>([
    ["base_url", MARK, /Paygate's base address/],
    ["base_url", `ftp://${MARK}`, /https/],
    ["base_url", `http://${MARK}`, /https; http only to this machine/],
    ["merchant_id", MARK.repeat(4), /<=30 characters/],
    ["test_account", MARK, /boolean/],
    ["merchant_id", "", />=1 characters/],
    ["blowfish_key", "", />=1 characters/],
    ["blowfish_key", [], />=1 items/],
    ["blowfish_key", [MARK, ""], /blowfish_key\.1: .*>=1 characters/],
    ["blowfish_key", { MARK }, /a secret, or a list of them/],
    ["blowfish_key", MARK, /16, 24 or 32 bytes/, { encryption: "aes" }],
    ["hmac_key", "", />=1 characters/],
    ["hmac_key", 4711, /a secret, or a list of them/],
    ["encryption", MARK, /"blowfish"\|"aes"/],
    ["charset", MARK, /"utf-8"\|"iso-8859-1"/],
    ["account", "", />=1 characters/],
    ["account", MARK.repeat(2), /<=12 characters/],
    ["account", { FR: MARK }, /Klarna's account name, or one by country/],
    ["account", { DE: "" }, /account\.DE: .*>=1 characters/],
    ["backend_url", MARK, /https on port 443/],
    ["storefront_url", MARK, /http or https address/],
    ["storefront_url", `javascript:${MARK}`, /http or https address/],
    ["connect_timeout_ms", 99, />=100/],
    ["timeout_ms", 120_001, /<=120000/],
    ["timeout_ms", "30000", /number/],
    ["allow_insecure_http", MARK, /boolean/],
    ["pay_types", [], />=1 items/],
    ["pay_types", [MARK], /pay_later/],
    ["pay_types", ["pay_now", "pay_later", "pay_over_time", "direct_debit"], /at most 32 characters/],
    ["language", "de", /"DE"\|"DK"/],
    ["addresses", MARK, /"server"\|"browser"/],
    ["required_customer_data", { FR: ["title"] }, /key/],
    ["required_customer_data", { DE: [MARK] }, /date_of_birth/],
    ["ref_nr", "{order}", /\{session\}, \{cart\}, \{short\}/],
    ["update_orders", MARK, /boolean/],
    ["product_url", `https://${MARK}/products`, /\{handle\}/],
    ["expiry_warning_days", 0, />=1/],
    ["retention_days", 0, />=1/],
    ["authorization_days", 0, />=1/],
    ["authorization_days", 181, /<=180/],
    ["layout", { color_button: MARK }, /#FF9900/],
    ["layout", { radius_border: MARK }, /5px/],
    ["layout", { color_scheme: MARK }, /no such option/],
    ["enhanced_data", MARK, /an object or a function/],
    ["company_or_person", MARK, /"C"\|"P"/],
  ])("says what is expected of %s and keeps %j to itself", (option, value, expected, others = {}) => {
    const fault = faultOf(option, value, others)
    expect(fault).toMatch(expected)
    expect(faultsOf(validOptions({ ...others, [option]: value }))).not.toContain(MARK)
  })

  it("names an option there is none of, without its value", () => {
    const message = faultsOf(validOptions({ blowfishKey: MARK }))
    expect(message).toContain("blowfishKey: no such option")
    expect(message).not.toContain(MARK)
  })

  it("names every option at fault at once, and no value of the others", () => {
    const message = faultsOf(validOptions({ hmac_key: "", account: 1, encryption: "des" }))
    expect(message.match(/^ {2}- (\w+)/gm)).toEqual(["  - hmac_key", "  - encryption", "  - account"])
    expect(message).not.toContain("blowfish-key-0001")
  })

  it.each([undefined, null, "options"])("refuses %j in place of options", (options) => {
    expect(faultsOf(options)).toContain("options: Invalid input: expected object")
  })

  it("takes several secrets, newest first, and one as a list of one", () => {
    const { blowfish_key, hmac_key } = parseProviderOptions(validOptions({ blowfish_key: ["new", "old"] }))
    expect(blowfish_key).toEqual(["new", "old"])
    expect(hmac_key).toEqual([HMAC_KEY])
  })

  it.each([16, 24, 32])("takes an AES key of %d bytes", (bytes) => {
    const options = validOptions({ encryption: "aes", blowfish_key: "k".repeat(bytes) })
    expect(parseProviderOptions(options).encryption).toBe("aes")
  })

  it("counts an AES key in bytes, and names the one of several that does not fit", () => {
    const options = { encryption: "aes", blowfish_key: ["k".repeat(16), "ü".repeat(16), "ü".repeat(15)] }
    expect(faultsOf(validOptions(options))).toContain("blowfish_key.2: expected a key of 16, 24 or 32 bytes")
  })

  describe("base_url", () => {
    const accepts = (base_url: string, others: Record<string, unknown> = {}) =>
      expect(() => parseProviderOptions(validOptions({ base_url, ...others })))

    it.each(["http://localhost:8480/", "http://127.0.0.1:8480", "http://[::1]:8480/"])(
      "takes plain http to this machine: %s",
      (url) => {
        process.env["NODE_ENV"] = "production"
        accepts(url).not.toThrow()
      },
    )

    it.each(["http://paygate.test/", "http://localhost.evil.example/", "http://127.0.0.1.evil.example/"])(
      "takes plain http to %s only when told to",
      (url) => {
        accepts(url).toThrow(/base_url: expected https/)
        accepts(url, { allow_insecure_http: true }).not.toThrow()
      },
    )

    it("never takes plain http to another machine in production", () => {
      process.env["NODE_ENV"] = "production"
      accepts("http://paygate.test/", { allow_insecure_http: true }).toThrow(/base_url: expected https/)
    })
  })

  describe("backend_url", () => {
    it.each([
      "https://backend.example",
      "https://backend.example:443",
      "https://backend.example/medusa/",
      "http://localhost:9000",
      "http://127.0.0.1:9000/",
      "https://[::1]:9443",
      "http://127.0.0.2:9000",
    ])("takes %s", (backend_url) => {
      expect(parseProviderOptions(validOptions({ backend_url })).backend_url).toBe(backend_url)
    })

    it.each([
      "http://backend.example",
      "https://backend.example:9000",
      "https://backend.example/?shop=1",
      "https://backend.example/#shop",
      "ftp://localhost:9000",
      "http://localhost.evil.example:9000",
      "backend.example",
    ])("refuses %s, where Paygate could not report to", (backend_url) => {
      expect(faultOf("backend_url", backend_url)).toContain("https on port 443, or a loopback address")
    })
  })

  describe("ref_nr", () => {
    it.each(["{session}", "{cart}", "W-{short}", "{short}/{short}", "shop-{session}".slice(0, 4) + "{session}", ""])(
      "takes %j",
      (ref_nr) => {
        expect(parseProviderOptions(validOptions({ ref_nr })).ref_nr).toBe(ref_nr)
      },
    )

    it.each(["{session}{short}", "order {session}", "a&b", "a\nb", "{order}", "{session", "x".repeat(31)])(
      "refuses %j, which Paygate could not transmit",
      (ref_nr) => {
        expect(faultOf("ref_nr", ref_nr)).toContain("at most 30 characters")
      },
    )
  })

  describe("enhanced_data", () => {
    it("takes an object as it is", () => {
      expect(parseProviderOptions(validOptions({ enhanced_data: { a: [1] } })).enhanced_data).toEqual({ a: [1] })
    })

    it("takes a function as it is", () => {
      const enhanced_data = () => ({ a: 1 })
      expect(parseProviderOptions(validOptions({ enhanced_data })).enhanced_data).toBe(enhanced_data)
    })
  })
})
