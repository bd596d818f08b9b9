import { ApiKeyType, Modules } from "@medusajs/framework/utils"
import { createCustomerAccountWorkflow } from "@medusajs/medusa/core-flows"
import { createHttpClient } from "../clients/http"
import { inShop, withShopOptions } from "../shop/suite"
import { ACTIONS, adminPayments, endOf, pathOf } from "./admin-payments"
import { letTimePass, runJob, sql } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

// Klarna is told the order's number by itself; here nothing is sent but what a test asks for.
withShopOptions({ order_ref_nr: null })

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy()
  })
  const admin = () => adminPayments(scene.merchant)
  const capture = (amount: number) => admin().act(bought.paymentId, "captures", { amount })
  const refund = (amount: number) => admin().act(bought.paymentId, "refunds", { amount })
  const whoDid = async (table: "capture" | "refund") => {
    const rows = await sql<{ created_by: string | null }>(suite, `select created_by from ${table} order by created_at`)
    return rows.map(({ created_by }) => created_by)
  }
  const me = async () => (await scene.merchant.http.get<{ user: { id: string } }>("/admin/users/me")).user.id
  const createKey = (type: ApiKeyType) =>
    suite.getContainer().resolve(Modules.API_KEY).createApiKeys({ title: "A key", type, created_by: "a test" })

  describe("Medusa's rows name who moved the money", () => {
    it("by the plugin's routes as by Medusa's own", async () => {
      await capture(10)
      await refund(1)
      await scene.merchant.capture(bought.paymentId, 3)
      await scene.merchant.refund(bought.paymentId, 2)
      expect(await whoDid("capture")).toEqual([await me(), await me()])
      expect(await whoDid("refund")).toEqual([await me(), await me()])
    })

    it.each([
      ["capture", () => capture(10)],
      ["credit", () => refund(1)],
    ] as const)("when the answer to a %s was lost, and a check writes it down", async (call, act) => {
      await capture(20)
      scene.paygate.addScenario({ call, behaviour: { kind: "lose_after" } })
      expect(await endOf(act())).toBe("400 outcome_unknown")
      await letTimePass(suite, 3, [bought.sessionId])
      await runJob(suite)
      const expected = call === "capture" ? [await me(), await me()] : [await me()]
      expect(await whoDid(call === "capture" ? "capture" : "refund")).toEqual(expected)
    })

    it("when it was a secret API key, by the key's id", async () => {
      const { id, token } = await createKey(ApiKeyType.SECRET)
      const http = createHttpClient(suite.backendUrl(), { authorization: `Basic ${token}` })
      const { operation } = await adminPayments({ http }).act(bought.paymentId, "captures", { amount: 5 })
      expect(operation).toMatchObject({ state: "succeeded", amount: 5 })
      expect(await whoDid("capture")).toEqual([id])
    })
  })

  describe("nobody but those who may use Medusa's admin API", () => {
    async function customerToken(): Promise<string> {
      const credentials = { email: "somebody@example.com", password: "a shopper's word" }
      const container = suite.getContainer()
      const { authIdentity } = await container.resolve(Modules.AUTH).register("emailpass", { body: credentials })
      const customerData = { email: credentials.email }
      await createCustomerAccountWorkflow(container).run({
        input: { authIdentityId: authIdentity!.id, customerData },
      })
      const http = createHttpClient(suite.backendUrl())
      return (await http.post<{ token: string }>("/auth/customer/emailpass", credentials)).token
    }
    const strangers: Record<string, () => Promise<Record<string, string>>> = {
      "nobody at all": () => Promise.resolve({}),
      "a publishable key": () => {
        const key = suite.shop().publishableKey
        return Promise.resolve({ "x-publishable-api-key": key, authorization: `Basic ${key}` })
      },
      "a customer": async () => ({ authorization: `Bearer ${await customerToken()}` }),
    }

    it.each(Object.entries(strangers))("is let in as %s, and nothing is sent", async (_who, headersOf) => {
      const http = createHttpClient(suite.backendUrl(), await headersOf())
      const before = scene.paygate.requests({}).length
      await expect(http.get(pathOf(bought.paymentId))).rejects.toMatchObject({ status: 401 })
      for (const action of ACTIONS) {
        await expect(http.post(pathOf(bought.paymentId, action))).rejects.toMatchObject({ status: 401 })
      }
      for (const path of ["orders/x", "attention", "health", "regions/x"]) {
        await expect(http.get(`/admin/paygate-klarna/${path}`)).rejects.toMatchObject({ status: 401 })
      }
      await expect(http.post("/admin/paygate-klarna/health/test-session")).rejects.toMatchObject({ status: 401 })
      expect(scene.paygate.requests({})).toHaveLength(before)
    })
  })
})
