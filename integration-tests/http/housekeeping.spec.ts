import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { forgetDetailsWorkflow, watchAuthorizationsWorkflow } from "../../src/workflows"
import { createShopper } from "../clients/shopper"
import { inShop } from "../shop/suite"
import { eventually } from "./eventually"
import { printedBy } from "./printed"
import { createScene, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const container = () => suite.getContainer()
  const logger = () => container().resolve(ContainerRegistrationKeys.LOGGER)
  const books = () => container().resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const sql = (statement: string) => container().resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(statement)

  async function paymentOf(sessionId: string) {
    const payment = await books().findPaymentBySession(sessionId)
    if (!payment) {
      throw new Error(`no payment of session ${sessionId}`)
    }
    return payment
  }
  const operationsOf = async (sessionId: string) =>
    books().listPaygateOperations({ payment_id: (await paymentOf(sessionId)).id })

  describe("an authorization", () => {
    const lapsesIn = (days: number) =>
      sql(`update paygate_klarna_payment set expires_at = now() + interval '${days} days'`)
    const watch = () => printedBy(logger(), () => watchAuthorizationsWorkflow(container()).run())

    it("is known to last 28 days", async () => {
      const { sessionId } = await scene.buy()
      const { expires_at } = await paymentOf(sessionId)
      const days = (new Date(expires_at!).getTime() - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(27.9)
      expect(days).toBeLessThanOrEqual(28)
    })

    it("is warned of once before it lapses, and marked when it has", async () => {
      const { sessionId, payId } = await scene.buy()
      const { trans_id } = await paymentOf(sessionId)
      await lapsesIn(6)
      expect(await watch()).not.toContain(trans_id)
      await lapsesIn(4)
      expect(await watch()).toMatch(
        new RegExp(`authorization of TransID ${trans_id}, PayID ${payId} lapses on \\d{4}-\\d\\d-\\d\\d`),
      )
      expect(await watch()).not.toContain(trans_id)
      await lapsesIn(-1)
      expect(await watch()).toContain(`authorization of TransID ${trans_id}, PayID ${payId} has lapsed`)
      expect(await watch()).not.toContain(trans_id)
      expect((await paymentOf(sessionId)).expired_at).not.toBeNull()
      expect(scene.ledger(payId).released).toBe(0)
    })

    it("is not warned of when nothing of it is left", async () => {
      const { sessionId, paymentId } = await scene.buy()
      await scene.merchant.capture(paymentId)
      await lapsesIn(-1)
      await watch()
      expect(await paymentOf(sessionId)).toMatchObject({ expired_at: null, expiry_warned_at: null })
    })

    it("tells subscribers", async () => {
      const { sessionId } = await scene.buy()
      const told: unknown[] = []
      const bus = container().resolve(Modules.EVENT_BUS)
      bus.subscribe("paygate-klarna.payment.updated", ({ data }) => Promise.resolve(void told.push(data)))
      await lapsesIn(1)
      await watchAuthorizationsWorkflow(container()).run()
      const { id } = await paymentOf(sessionId)
      const news = {
        id,
        payment_session_id: sessionId,
        provider_id: "pp_paygate-klarna_eu",
        news: "authorization_expiring",
      }
      await eventually(() => expect(told).toContainEqual(news))
    })
  })

  describe("what was sent in a call", () => {
    const age = (days: number) =>
      sql(`update paygate_klarna_operation set updated_at = updated_at - interval '${days} days';
        update paygate_klarna_payment set updated_at = updated_at - interval '${days} days'`)

    it("is forgotten 90 days after it was over; the amounts stay", async () => {
      const { sessionId, paymentId } = await scene.buy()
      await scene.merchant.capture(paymentId)
      await age(89)
      await forgetDetailsWorkflow(container()).run()
      expect((await operationsOf(sessionId)).every(({ request }) => request !== null)).toBe(true)
      await age(2)
      await forgetDetailsWorkflow(container()).run()
      const operations = await operationsOf(sessionId)
      expect(operations.length).toBeGreaterThanOrEqual(3)
      expect(operations.every(({ request }) => request === null)).toBe(true)
      expect(operations.find(({ kind }) => kind === "capture")).toMatchObject({
        state: "succeeded",
        code: "00000000",
        invoice_nr: expect.any(String) as string,
      })
      expect(await paymentOf(sessionId)).toMatchObject({ lines_fingerprint: "", addresses_fingerprint: "" })
    })

    it("is kept while the call is open, and what a payment is compared by while it is capturable", async () => {
      const { sessionId, paymentId } = await scene.buy()
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_before" } })
      await scene.merchant.capture(paymentId, 1).catch(() => undefined)
      await age(400)
      await forgetDetailsWorkflow(container()).run()
      const open = (await operationsOf(sessionId)).find(({ state }) => state === "unknown")
      expect(open?.request).toMatchObject({ Amount: "100" })
      expect((await paymentOf(sessionId)).lines_fingerprint).not.toBe("")
    })
  })

  it("erases the personal part of the books at once when the customer is deleted", async () => {
    const { token, id: customerId } = await register()
    const shopper = createShopper(suite.backendUrl(), suite.shop().publishableKey, token)
    const bought = await scene.buy({ shopper })
    const cart = await scene.fillCart({ shopper })
    const opened = await scene.openSession(cart, undefined, shopper)
    await scene.merchant.capture(bought.paymentId, 10)
    await scene.merchant.http.delete(`/admin/customers/${customerId}`)
    await eventually(async () => {
      for (const sessionId of [bought.sessionId, opened.id]) {
        expect(await paymentOf(sessionId)).toMatchObject({
          lines_fingerprint: "",
          addresses_fingerprint: "",
          redirect_url: null,
          authorization_token: null,
        })
        expect(
          (await operationsOf(sessionId)).every(({ request, message }) => request === null && message === null),
        ).toBe(true)
      }
    })
    expect(await paymentOf(bought.sessionId)).toMatchObject({ captured_amount: 1000, pay_id: bought.payId })
    await scene.merchant.capture(bought.paymentId, 10)
    expect(scene.ledger(bought.payId).captured).toBe(2000)
  })

  async function register(): Promise<{ token: string; id: string }> {
    const { http } = scene.shopper
    const email = "mock@email.de"
    const { token } = await http.post<{ token: string }>("/auth/customer/emailpass/register", { email, password: "pw" })
    const registering = createShopper(suite.backendUrl(), suite.shop().publishableKey, token)
    const { customer } = await registering.http.post<{ customer: { id: string } }>("/store/customers", { email })
    const login = await http.post<{ token: string }>("/auth/customer/emailpass", { email, password: "pw" })
    return { token: login.token, id: customer.id }
  }
})
