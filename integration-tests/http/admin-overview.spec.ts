import type { AttentionResponse } from "../../src/types/attention"
import type { OrderPaymentsResponse } from "../../src/types/payment"
import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { editOrder, minor, THREE_MUGS } from "./changing-orders"
import { eventually } from "./eventually"
import { letTimePass, runJob, sql } from "./jobs"
import { captureOutside } from "./outside"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

const ROOT = "/admin/paygate-klarna"

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const admin = () => adminPayments(scene.merchant)
  const paymentsOf = async (orderId: string) =>
    (await scene.merchant.http.get<OrderPaymentsResponse>(`${ROOT}/orders/${orderId}`)).payments
  const attention = (query = "") => scene.merchant.http.get<AttentionResponse>(`${ROOT}/attention${query}`)
  /** Changes what the books have of a payment, as time would. */
  const set = ({ sessionId }: Pick<Bought, "sessionId">, change: string) =>
    sql(suite, `update paygate_klarna_payment set ${change} where payment_session_id = ?`, [sessionId])

  describe("an order's payments", () => {
    it("are Medusa's payments that Klarna pays", async () => {
      const { orderId, paymentId } = await scene.buy()
      expect(await paymentsOf(orderId)).toEqual([paymentId])
    })

    it("are one, by its newest payment, after the order has changed", async () => {
      const { orderId, paymentId } = await scene.buy(THREE_MUGS)
      await editOrder(scene.merchant, orderId, { "MUG-WHITE": 1 })
      const newest = await eventually(async () => {
        const [id, ...others] = await paymentsOf(orderId)
        expect(id).not.toBe(paymentId)
        expect(others).toEqual([])
        return id!
      })
      const [before, after] = [await admin().read(paymentId), await admin().read(newest)]
      expect(before.payment.pay_id).toBe(after.payment.pay_id)
    })

    it("are sessions while Klarna is deciding", async () => {
      scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "pending" } })
      const cart = await scene.fillCart()
      const session = await scene.openSession(cart)
      await scene.confirm(session)
      const completion = await scene.shopper.complete(cart.id)
      const orderId = completion.type === "order" ? completion.order.id : ""
      expect(await paymentsOf(orderId)).toEqual([session.id])
      expect((await admin().read(session.id)).payment).toMatchObject({ state: "pending", order_id: orderId })
    })

    it("are refused for an order that is none", async () => {
      expect(await refusalOf(paymentsOf("order_nobody"))).toMatchObject({ status: 404, code: "order_unknown" })
    })
  })

  describe("what a merchant has to look at", () => {
    it("is nothing while all goes well", async () => {
      const { paymentId } = await scene.buy()
      await admin().act(paymentId, "captures", { amount: 5 })
      expect(await attention()).toEqual({ payments: [], count: 0, limit: 20, offset: 0 })
    })

    it.each([
      ["release_failed", "release_due_at = now() - interval '3 minutes'"],
      ["expiring", "expires_at = now() + interval '4 days'"],
      ["expired", "expires_at = now() - interval '1 hour'"],
      ["diverged", "diverged_at = now() - interval '1 minute'"],
    ] as const)("is what is %s, with its order and what is left", async (kind, change) => {
      const bought = await scene.buy()
      await set(bought, change)
      const { display_id } = await scene.merchant.readOrder(bought.orderId)
      const { payments, count } = await attention()
      expect(payments).toEqual([
        {
          id: bought.paymentId,
          order_id: bought.orderId,
          display_id,
          kind,
          since: expect.any(String) as string,
          amount: bought.total,
          currency_code: "eur",
        },
      ])
      expect(count).toBe(1)
      const { expires_soon, expired_at } = (await admin().read(bought.paymentId)).payment
      expect({ expires_soon, hasExpired: expired_at !== null }).toEqual({
        expires_soon: kind === "expiring",
        hasExpired: kind === "expired",
      })
    })

    it("is no authorization that ended with nothing left of it", async () => {
      const bought = await scene.buy()
      await admin().act(bought.paymentId, "captures")
      await set(bought, "expires_at = now() - interval '1 hour'")
      expect((await attention()).count).toBe(0)
      expect((await admin().read(bought.paymentId)).payment.expired_at).toBeNull()
    })

    it.each([
      ["a release that has just failed", "release_due_at = now() - interval '1 minute'"],
      ["an authorization that lapses next week", "expires_at = now() + interval '6 days'"],
    ])("is not %s", async (_what, change) => {
      const bought = await scene.buy()
      await set(bought, change)
      expect((await attention()).count).toBe(0)
      expect((await admin().read(bought.paymentId)).payment.expires_soon).toBe(false)
    })

    it("is an outcome that stays unknown, with the amount it is about", async () => {
      const bought = await scene.buy()
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      await endOf(admin().act(bought.paymentId, "captures", { amount: 25 }))
      expect((await attention()).count).toBe(0)
      await letTimePass(suite, 6, [bought.sessionId])
      expect((await attention()).payments).toMatchObject([{ kind: "outcome_unknown", amount: 25 }])
      await runJob(suite)
      expect((await attention()).count).toBe(0)
    })

    it("is sums that differ, since the first check that found it", async () => {
      const bought = await scene.buy()
      // Klarna takes the order's number before any capture only, wherever that is made.
      await eventually(async () =>
        expect((await admin().read(bought.paymentId)).operations.at(-1)).toMatchObject({
          kind: "update_reference",
          state: "succeeded",
        }),
      )
      await captureOutside(suite, bought, 777)
      await admin().act(bought.paymentId, "sync")
      await set(bought, "diverged_at = now() - interval '9 days'")
      const before = (await attention()).payments
      expect(before).toMatchObject([{ kind: "diverged", id: bought.paymentId }])
      await admin().act(bought.paymentId, "sync")
      expect((await attention()).payments).toEqual(before)
    })

    it("is a decision that Klarna has not made for a day", async () => {
      scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "pending" } })
      const cart = await scene.fillCart()
      const session = await scene.openSession(cart)
      await scene.confirm(session)
      await scene.shopper.complete(cart.id)
      const hoursAgo = (hours: number) =>
        sql(suite, `update paygate_klarna_operation set created_at = now() - interval '${hours} hours'`)
      await hoursAgo(23)
      expect((await attention()).count).toBe(0)
      await hoursAgo(25)
      expect((await attention()).payments).toMatchObject([{ id: session.id, kind: "pending_long" }])
    })

    it("comes page by page, the longest waiting first", async () => {
      const bought = [await scene.buy(), await scene.buy()]
      await set(bought[0]!, "release_due_at = now() - interval '3 minutes'")
      await set(bought[1]!, "release_due_at = now() - interval '4 minutes'")
      const ids = async (query: string) => (await attention(query)).payments.map(({ id }) => id)
      expect(await ids("")).toEqual([bought[1]!.paymentId, bought[0]!.paymentId])
      expect(await ids("?limit=1&offset=1")).toEqual([bought[0]!.paymentId])
      expect(await attention("?limit=1")).toMatchObject({ count: 2, limit: 1, offset: 0 })
    })
  })

  it("shows what Klarna's order was lowered by as released", async () => {
    const bought = await scene.buy(THREE_MUGS)
    await admin().act(bought.paymentId, "order-lines", { amount: 20 })
    await admin().act(bought.paymentId, "captures", { amount: 5, release_remaining: true })
    const { payment } = await admin().read(bought.paymentId)
    expect({ ...payment, released: minor(payment.released) }).toMatchObject({
      amount: bought.total,
      captured: 5,
      released: minor(bought.total) - 500,
      remaining: 0,
    })
  })
})
