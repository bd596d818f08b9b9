import type { HealthResponse, TestSessionResponse } from "../../src/types/health"
import type { RegionResponse } from "../../src/types/region"
import { SIMULATOR_MERCHANT } from "../../src/simulator"
import { inShop } from "../shop/suite"
import { endOf, refusalOf } from "./admin-payments"
import { createScene, type Scene } from "./scene"

jest.setTimeout(120_000)

const ROOT = "/admin/paygate-klarna"

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const health = async () => (await scene.merchant.http.get<HealthResponse>(`${ROOT}/health`)).checks
  const check = async (name: string) => (await health()).find((one) => one.name === name)
  const testSession = (body: object = {}) =>
    scene.merchant.http.post<TestSessionResponse>(`${ROOT}/health/test-session`, body)
  const region = (id: string) => scene.merchant.http.get<RegionResponse>(`${ROOT}/regions/${id}`)
  const setRegion = (id: string, body: object) => scene.merchant.http.post(`/admin/regions/${id}`, body)

  describe("the health check", () => {
    it("finds the demo store well, but for what it keeps in memory", async () => {
      const checks = await health()
      expect(checks.map(({ name, level }) => [name, level])).toEqual([
        ["registration", "ok"],
        ["dependencies", "ok"],
        ["options", "ok"],
        ["encryption", "ok"],
        ["mac", "ok"],
        ["notify_address", "ok"],
        ["paygate", "ok"],
        ["regions", "ok"],
        ["locking", "ok"],
        ["event_bus", "warning"],
        ["clock", "ok"],
      ])
      for (const { ok, message } of checks) {
        expect(ok).toBe(true)
        expect(message).toMatch(/^[A-Za-z][^{}]{10,}$/)
      }
    })

    it("tells what it found in a word and its values, as well as in English", async () => {
      const { reason, values, message } = (await check("paygate"))!
      const host = new URL(scene.paygate.url).host
      expect({ reason, values }).toEqual({
        reason: "paygate_answers",
        values: { host, milliseconds: expect.any(Number) as number },
      })
      expect(message).toBe(`Paygate at ${host} answered within ${values["milliseconds"]} ms`)
    })

    it("tells no secret", async () => {
      const text = JSON.stringify(await health())
      const { blowfishKey, hmacKey } = SIMULATOR_MERCHANT
      expect(text).not.toContain(blowfishKey)
      expect(text).not.toContain(hmacKey)
    })

    it("finds an error in a region whose currency Klarna does not take there", async () => {
      await setRegion(suite.shop().regionIds.se, { currency_code: "eur" })
      expect(await check("regions")).toMatchObject({ level: "error", ok: false, reason: "regions_unsuited" })
    })

    it("says so when no region offers Klarna", async () => {
      for (const id of Object.values(suite.shop().regionIds)) {
        await setRegion(id, { payment_providers: ["pp_system_default"] })
      }
      expect(await check("regions")).toMatchObject({ level: "warning", ok: true, reason: "regions_none" })
    })
  })

  describe("a test session", () => {
    it("is a real one, without a shopper's data, of which the books know nothing", async () => {
      const { ok, level, reason, values } = await testSession()
      expect({ ok, level, reason }).toEqual({ ok: true, level: "ok", reason: "session_opened_for" })
      expect(values).toMatchObject({ amount: "1.00", currency: "EUR" })
      const [session] = scene.paygate.ledger()
      expect(session).toMatchObject({ state: "session", session_amount: 100, shopper: {} })
      expect(Object.keys(session!.addresses)).toEqual(["bdCountryCode"])
    })

    it("is opened in the country that is named", async () => {
      await testSession({ country_code: "se" })
      expect(scene.paygate.ledger()[0]).toMatchObject({ currency: "SEK", addresses: { bdCountryCode: "SE" } })
    })

    it("tells what Paygate refused it for", async () => {
      scene.paygate.addScenario({ call: "createSession", behaviour: { kind: "declined", code: "20160059" } })
      const { ok, level, reason, message, values } = await testSession()
      expect({ ok, level, reason }).toEqual({ ok: false, level: "error", reason: "session_refused" })
      expect(values).toMatchObject({ code: "20160059" })
      expect(message).toContain("20160059")
    })

    it("is refused for what is no country of Klarna's, or no provider", async () => {
      expect(await endOf(testSession({ country_code: "jp" }))).toBe("400 country_not_supported")
      expect(await endOf(testSession({ country_code: "jpn" }))).toBe("400 invalid_body")
      expect(await endOf(testSession({ provider_id: "pp_paygate-klarna_xx" }))).toBe("404 provider_unknown")
    })
  })

  describe("a region", () => {
    it("shows which of its countries Klarna serves, and how they pay there", async () => {
      const shown = await region(suite.shop().regionIds.se)
      expect(shown).toMatchObject({ is_enabled: true, currency_code: "sek", currency_ok: true })
      expect(shown.countries).toEqual([{ country_code: "se", is_supported: true }])
      expect(shown.pay_types).toEqual(["pay_now", "pay_later", "pay_over_time"])
    })

    it("shows where its currency does not suit", async () => {
      await setRegion(suite.shop().regionIds.se, { currency_code: "eur" })
      const shown = await region(suite.shop().regionIds.se)
      expect(shown).toMatchObject({ currency_ok: false, pay_types: [] })
      expect(shown.countries).toEqual([{ country_code: "se", is_supported: false, reason: "currency_not_of_country" }])
    })

    it("is refused when there is none", async () => {
      expect(await refusalOf(region("reg_nobody"))).toMatchObject({ status: 404, code: "region_unknown" })
    })
  })
})
