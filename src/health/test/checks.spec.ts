import { Modules } from "@medusajs/framework/utils"
import { checkHealth, openTestSession } from ".."
import { checkEncryption, checkNotifyAddress, checkOptions, checkPaygate } from "../account"
import { checkRegions } from "../regions"
import { checkClock, checkDependencies, checkLocking, checkRegistration } from "../store"
import { paygateKlarna } from "../../payment-module"
import { BLOWFISH_KEY, HMAC_KEY, validOptions } from "../../connection/test/valid-options"
import {
  closeServers,
  configWith,
  containerOf,
  deadAddress,
  optionsWith,
  paygateAnswering,
  PROVIDER_ID,
  regionWith,
} from "./stores"

afterEach(closeServers)

describe("all checks", () => {
  async function found(container: ReturnType<typeof containerOf>["container"]) {
    return (await checkHealth(container)).map(({ name, level, reason }) => [name, level, reason])
  }

  it("find a store well that lives in one process and is not public yet", async () => {
    const config = configWith({}, { base_url: await paygateAnswering({}), backend_url: "http://localhost:9000" })
    const { container, logged } = containerOf({ config, regions: [regionWith()], databaseTime: () => new Date() })
    expect(await found(container)).toEqual([
      ["registration", "ok", "registered"],
      ["dependencies", "ok", "dependencies_reached"],
      ["options", "ok", "options_valid"],
      ["encryption", "ok", "encryption_works"],
      ["mac", "ok", "mac_works"],
      ["notify_address", "ok", "notify_on_this_machine"],
      ["paygate", "ok", "paygate_answers"],
      ["regions", "ok", "regions_served"],
      ["locking", "ok", "locks_in_memory"],
      ["event_bus", "warning", "events_in_memory"],
      ["clock", "ok", "clocks_agree"],
    ])
    expect(logged).toEqual([])
  })

  it("are made of each account, and of the others when one has no valid options", async () => {
    const base_url = await deadAddress()
    const providers = [
      { id: "eu", options: validOptions({ base_url }) },
      { id: "uk", options: validOptions({ base_url, merchant_id: undefined }) },
    ]
    const config = configWith({ modules: { [Modules.PAYMENT]: paygateKlarna({ providers }) } })
    const { container, logged } = containerOf({ config, databaseTime: () => new Date() })
    const checks = await checkHealth(container)
    const of = (id: string) => checks.filter(({ providerId }) => providerId === id).map(({ reason }) => reason)
    expect(of(PROVIDER_ID)).toEqual([
      "options_valid",
      "encryption_works",
      "mac_works",
      "notify_public",
      "paygate_silent",
    ])
    expect(of("pp_paygate-klarna_uk")).toEqual([
      "not_checked",
      "not_checked",
      "mac_works",
      "not_checked",
      "not_checked",
    ])
    expect(logged[0]).toContain("the check options could not be made")
    expect(logged[0]).toContain("merchant_id: missing")
    expect(logged.join()).not.toContain(BLOWFISH_KEY)
    expect(logged.join()).not.toContain(HMAC_KEY)
  })
})

describe("the options", () => {
  it.each([
    ["blowfish_key", " key"],
    ["blowfish_key", "key\n"],
    ["blowfish_key", ["new", "old\t"]],
    ["hmac_key", "key "],
  ])("are doubtful when %s is %j, as a copy from an e-mail is", (name, value) => {
    expect(checkOptions(optionsWith({ [name]: value })).reason).toBe("key_with_blank")
  })

  it("are well with a blank inside a key", () => {
    expect(checkOptions(optionsWith({ hmac_key: "two words" })).reason).toBe("options_valid")
  })

  it("are well with plain HTTP to this machine, allowed or not", () => {
    expect(checkOptions(optionsWith({ base_url: "http://localhost:8480/" })).reason).toBe("options_valid")
    const allowed = optionsWith({ base_url: "http://localhost:8480/", allow_insecure_http: true })
    expect(checkOptions(allowed).reason).toBe("options_valid")
  })
})

describe("encryption", () => {
  it("is tried with AES where that is what the account has", () => {
    const options = optionsWith({ encryption: "aes", blowfish_key: "0123456789abcdef" })
    expect(checkEncryption(options)).toMatchObject({ reason: "encryption_works", values: { cipher: "AES" } })
  })

  it("is tried with an old key as well as with the new one", () => {
    const aes = optionsWith({ encryption: "aes", blowfish_key: "0123456789abcdef" })
    const blowfish_key: [string, ...string[]] = ["0123456789abcdef", "too short"]
    expect(checkEncryption({ ...aes, blowfish_key }).reason).toBe("encryption_fails")
  })
})

describe("the address that Paygate reports to", () => {
  const notified = (backend_url: string, base_url = "https://paygate.example/") =>
    checkNotifyAddress({ ...optionsWith(), backend_url, base_url }, PROVIDER_ID).reason

  it.each([
    "http://localhost:9000",
    "http://127.0.0.2:9000",
    "https://0.0.0.0",
    "https://[::1]",
    "https://shop.localhost",
  ])("is not sent to a Paygate elsewhere when it is %s", (backend) => {
    expect(notified(backend)).toBe("notify_not_sent")
    expect(notified(backend, "http://127.0.0.1:8480/")).toBe("notify_on_this_machine")
  })

  it.each([
    "https://10.0.0.1",
    "https://172.20.0.1",
    "https://192.168.0.10/medusa",
    "https://169.254.1.1",
    "https://[fd00::1]",
    "https://[fe80::1]",
    "https://backend",
    "https://backend.internal",
    "https://medusa.local",
  ])("is out of Paygate's reach as %s", (backend) => {
    expect(notified(backend)).toBe("notify_private")
  })

  it.each(["http://shop.example", "https://shop.example:8443", "http://shop.example:443", "https://shop.example/?a=1"])(
    "is none that Paygate takes as %s",
    (backend) => {
      expect(notified(backend)).toBe("notify_not_https")
    },
  )

  it.each(["https://shop.example", "https://shop.example:443", "https://shop.example/medusa/", "https://8.8.8.8"])(
    "is public as %s",
    (backend) => {
      expect(notified(backend)).toBe("notify_public")
    },
  )
})

describe("registration", () => {
  it("is found where the plugin stands by its bare name", () => {
    expect(checkRegistration(configWith({ plugins: ["medusa-payment-paygate-klarna"] })).reason).toBe("registered")
  })

  it("is not found in another plugin", () => {
    expect(checkRegistration(configWith({ plugins: ["medusa-payment-paygate"] })).reason).toBe("plugin_missing")
  })

  it("says all that a payment module without dependencies does not reach", () => {
    const { values } = checkDependencies({ modules: { [Modules.PAYMENT]: { resolve: "@medusajs/medusa/payment" } } })
    expect(values["missing"]).toBe("query, locking, paygateKlarnaBooks")
  })
})

describe("regions", () => {
  const countries = (...codes: string[]) => codes.map((iso_2) => ({ iso_2 }))
  const checked = (region: Parameters<typeof regionWith>[0], options = {}) =>
    checkRegions(containerOf({ config: configWith({}, options), regions: [regionWith(region)] }).container)

  it("are no good without a country", async () => {
    expect((await checked({ countries: [] })).reason).toBe("regions_unsuited")
  })

  it("are no good in a currency that no country there has", async () => {
    expect((await checked({ currency_code: "usd", countries: countries("de", "at") })).reason).toBe("regions_unsuited")
  })

  it("are partly good where the account is for some of their countries", async () => {
    const found = await checked({ countries: countries("de", "at") }, { account: { DE: "de" } })
    expect([found.reason, found.values]).toEqual(["regions_partly", { regions: "Europe (AT)" }])
  })

  it("do not count where Klarna is not enabled", async () => {
    const regions = [
      regionWith(),
      regionWith({ id: "reg_2", name: "Japan", currency_code: "jpy", payment_providers: [] }),
    ]
    const { values } = await checkRegions(containerOf({ regions }).container)
    expect(values).toEqual({ regions: "Europe" })
  })
})

describe("locks in memory", () => {
  it.each(["worker", "server"] as const)("are doubtful in a process that is a %s only", (workerMode) => {
    const config = configWith({ projectConfig: { workerMode } as never })
    expect(checkLocking(config).reason).toBe("locks_not_shared")
  })
})

describe("the time that Paygate answers with", () => {
  const answeredAt = async (headers: Record<string, string>) =>
    (await checkPaygate(optionsWith({ base_url: await paygateAnswering({}, headers) }))).reason
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString()

  it.each([
    [58, "paygate_answers"],
    [-58, "paygate_answers"],
    [63, "paygate_at_other_time"],
    [-63, "paygate_at_other_time"],
  ])("%i seconds from this server's: %s", async (seconds, reason) => {
    expect(await answeredAt({ date: inSeconds(seconds) })).toBe(reason)
  })

  it("does not matter where it is no time", async () => {
    expect(await answeredAt({ date: "soon" })).toBe("paygate_answers")
  })
})

describe("the clocks", () => {
  const apart = (seconds: number) =>
    checkClock(containerOf({ databaseTime: () => new Date(Date.now() + seconds * 1000) }).container)

  it.each([
    [4, "ok"],
    [-4, "ok"],
    [8, "warning"],
    [-8, "warning"],
    [-50, "warning"],
    [70, "error"],
    [-70, "error"],
  ])("%i seconds apart: %s", async (seconds, level) => {
    expect((await apart(seconds)).level).toBe(level)
  })
})

describe("a test session", () => {
  const OPENED = { Status: "AUTHORIZE_REQUEST", Code: "00000000", AccessToken: "token" }

  async function openedIn(regions: Parameters<typeof containerOf>[0], countryCode?: string) {
    const config = configWith({}, { base_url: await paygateAnswering(OPENED) })
    const { container } = containerOf({ config, ...regions })
    return (await openTestSession(container, { countryCode })).values["country"]
  }

  it("is opened in the first country by its code that regions offer Klarna in", async () => {
    const regions = [
      regionWith({ currency_code: "sek", countries: [{ iso_2: "se" }] }),
      regionWith({ id: "reg_2", currency_code: "eur", countries: [{ iso_2: "nl" }, { iso_2: "lu" }, { iso_2: "fi" }] }),
    ]
    expect(await openedIn({ regions })).toBe("FI")
  })

  it("is opened in Germany where no region offers it", async () => {
    expect(await openedIn({ regions: [regionWith({ payment_providers: [], countries: [{ iso_2: "at" }] })] })).toBe(
      "DE",
    )
  })

  it("is opened in the country that is named, whatever regions there are", async () => {
    expect(await openedIn({ regions: [regionWith()] }, "se")).toBe("SE")
  })

  it("is refused for a country that Klarna does not serve", async () => {
    await expect(openTestSession(containerOf().container, { countryCode: "jp" })).rejects.toMatchObject({
      code: "country_not_supported",
    })
  })
})
