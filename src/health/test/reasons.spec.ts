import { Modules } from "@medusajs/framework/utils"
import { checkHealth, openTestSession } from ".."
import { checkEncryption, checkMac, checkNotifyAddress, checkOptions, checkPaygate } from "../account"
import type { Check } from "../check"
import { checkRegions } from "../regions"
import { checkClock, checkDependencies, checkEventBus, checkLocking, checkRegistration } from "../store"
import { TEXTS, type CheckReason } from "../texts"
import {
  closeServers,
  configWith,
  containerOf,
  deadAddress,
  optionsWith,
  paygateAnswering,
  PROVIDER_ID,
  regionWith,
  silentPaygate,
} from "./stores"

/** How a reason comes about: its level, its values, and the check that finds it. */
type Case = readonly [Check["level"], Record<string, unknown>, () => Check | Promise<Check>]

const notified = (changes: Record<string, unknown>) => checkNotifyAddress(optionsWith(changes), PROVIDER_ID)
const ofRegions = (...regions: ReturnType<typeof regionWith>[]) => checkRegions(containerOf({ regions }).container)
const SHARED_EVENTS = { [Modules.EVENT_BUS]: { resolve: "@medusajs/medusa/event-bus-redis" } }
const SHARED_LOCKS = {
  [Modules.LOCKING]: {
    resolve: "@medusajs/medusa/locking",
    options: { providers: [{ resolve: "@medusajs/medusa/locking-redis" }] },
  },
}
const secondsAgo = (seconds: number) => () => new Date(Date.now() - seconds * 1000)

async function session(options: Record<string, unknown>): Promise<Check> {
  const { container } = containerOf({ config: configWith({}, options) })
  const { providerId, ...found } = await openTestSession(container, {})
  expect(providerId).toBe(PROVIDER_ID)
  return found
}
const OPENED = { Status: "AUTHORIZE_REQUEST", Code: "00000000", PayID: "7bbb448155234d8cbee323778952ce28" }
const ABOUT = { amount: "1.00", currency: "EUR", country: "DE" }

const CASES: Record<CheckReason, Case> = {
  options_valid: ["ok", {}, () => checkOptions(optionsWith())],
  key_with_blank: ["warning", {}, () => checkOptions(optionsWith({ hmac_key: ["new", "old "] }))],
  base_url_insecure: [
    "warning",
    {},
    () => checkOptions(optionsWith({ base_url: "http://paygate.example/", allow_insecure_http: true })),
  ],
  encryption_works: ["ok", { cipher: "Blowfish" }, () => checkEncryption(optionsWith())],
  encryption_wrong: [
    "error",
    {},
    () =>
      checkEncryption(optionsWith(), { key: "password", text: "plaintexT", data: "14ec7a6da0fbb3e50a84b47302443328" }),
  ],
  encryption_fails: [
    "error",
    { error: "an AES key has 16, 24, 32 bytes" },
    () => checkEncryption({ ...optionsWith(), encryption: "aes", blowfish_key: ["short"] }),
  ],
  mac_works: ["ok", {}, () => checkMac()],
  mac_wrong: ["error", {}, () => checkMac({ key: "k", parameters: { PayID: "", MerchantID: "" }, mac: "00" })],
  notify_not_sent: ["warning", {}, () => notified({ backend_url: "http://localhost:9000" })],
  notify_on_this_machine: [
    "ok",
    { url: "http://localhost:9000/hooks/paygate-klarna/eu/notify" },
    () => notified({ backend_url: "http://localhost:9000", base_url: "http://127.0.0.1:8480/" }),
  ],
  notify_not_https: [
    "error",
    { url: "http://backend.example/hooks/paygate-klarna/eu/notify" },
    () => checkNotifyAddress({ ...optionsWith(), backend_url: "http://backend.example" }, PROVIDER_ID),
  ],
  notify_private: ["warning", { host: "backend" }, () => notified({ backend_url: "https://backend" })],
  notify_public: [
    "ok",
    { url: "https://backend.example/hooks/paygate-klarna/eu/notify" },
    () => notified({ backend_url: "https://backend.example" }),
  ],
  paygate_answers: [
    "ok",
    { host: expect.stringMatching(/^127\.0\.0\.1:\d+$/), milliseconds: expect.any(Number) },
    async () => checkPaygate(optionsWith({ base_url: await paygateAnswering({}) })),
  ],
  paygate_silent: [
    "error",
    { host: expect.stringMatching(/^127\.0\.0\.1:\d+$/), error: "ECONNREFUSED" },
    async () => checkPaygate(optionsWith({ base_url: await deadAddress() })),
  ],
  paygate_at_other_time: [
    "warning",
    { host: expect.stringMatching(/^127\.0\.0\.1:\d+$/), seconds: expect.any(Number) },
    async () => {
      const date = new Date(Date.now() + 3_600_000).toUTCString()
      return checkPaygate(optionsWith({ base_url: await paygateAnswering({}, { date }) }))
    },
  ],
  plugin_missing: ["error", {}, () => checkRegistration(configWith({ plugins: [] }))],
  provider_missing: [
    "error",
    {},
    () => checkRegistration(configWith({ modules: { [Modules.PAYMENT]: { resolve: "@medusajs/medusa/payment" } } })),
  ],
  registered: ["ok", { providers: PROVIDER_ID }, () => checkRegistration(configWith())],
  dependencies_reached: ["ok", {}, () => checkDependencies(configWith())],
  dependencies_missing: [
    "error",
    { missing: "locking", dependencies: '["query","locking","paygateKlarnaBooks"]' },
    () =>
      checkDependencies({
        modules: { [Modules.PAYMENT]: { resolve: "x", dependencies: ["query", "paygateKlarnaBooks"] } },
      }),
  ],
  regions_none: ["warning", {}, () => ofRegions(regionWith({ payment_providers: [{ id: "pp_system_default" }] }))],
  regions_unsuited: [
    "error",
    { regions: "Japan" },
    () => ofRegions(regionWith(), regionWith({ name: "Japan", countries: [{ iso_2: "jp" }] })),
  ],
  regions_partly: [
    "warning",
    { regions: "Europe (SE, LU)" },
    () => ofRegions(regionWith({ countries: ["de", "se", "lu"].map((iso_2) => ({ iso_2 })) })),
  ],
  regions_served: ["ok", { regions: "Europe" }, () => ofRegions(regionWith())],
  locks_shared: ["ok", {}, () => checkLocking(configWith({ modules: SHARED_LOCKS }))],
  locks_in_memory: ["ok", {}, () => checkLocking(configWith())],
  locks_not_shared: ["warning", {}, () => checkLocking(configWith({ modules: SHARED_EVENTS }))],
  events_kept: ["ok", {}, () => checkEventBus(configWith({ modules: SHARED_EVENTS }))],
  events_in_memory: ["warning", {}, () => checkEventBus(configWith())],
  clocks_agree: ["ok", {}, () => checkClock(containerOf({ databaseTime: secondsAgo(0) }).container)],
  clocks_apart: [
    "warning",
    { seconds: expect.stringMatching(/^\d+\.\d$/) },
    () => checkClock(containerOf({ databaseTime: secondsAgo(30) }).container),
  ],
  not_checked: [
    "error",
    { error: "RangeError" },
    async () => {
      const { container } = containerOf({ config: configWith({}, { base_url: await deadAddress() }) })
      const { name, providerId, ...found } = (await checkHealth(container)).find((check) => check.name === "clock")!
      expect([name, providerId]).toEqual(["clock", null])
      return found
    },
  ],
  session_opened: [
    "ok",
    ABOUT,
    async () => session({ base_url: await paygateAnswering({ ...OPENED, AccessToken: "t" }) }),
  ],
  session_opened_for: [
    "ok",
    { ...ABOUT, pay_types: "pay_now" },
    async () => session({ base_url: await paygateAnswering({ ...OPENED, AccessToken: "t", PayType: "pay_now" }) }),
  ],
  session_without_token: ["error", ABOUT, async () => session({ base_url: await paygateAnswering(OPENED) })],
  session_without_account: ["error", ABOUT, () => session({ account: { SE: "se" } })],
  session_not_sent: ["error", ABOUT, async () => session({ base_url: await deadAddress() })],
  session_not_answered: ["error", ABOUT, async () => session({ base_url: await silentPaygate(), timeout_ms: 100 })],
  session_refused: [
    "error",
    expect.objectContaining({ ...ABOUT, error: expect.stringContaining("20010003") as string }),
    async () => session({ base_url: await paygateAnswering({ Status: "FAILED", Code: "20010003" }) }),
  ],
}

describe("what a check finds", () => {
  afterEach(closeServers)

  it.each(Object.keys(TEXTS) as CheckReason[])("is %s", async (reason) => {
    const [level, values, find] = CASES[reason]
    const found = await find()
    expect(found).toEqual({
      level,
      reason,
      values,
      message: expect.any(String) as string,
    })
    expect(found.message).not.toMatch(/{{|}}|undefined/)
  })
})
