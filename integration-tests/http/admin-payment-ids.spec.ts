import { inShop, withShopOptions } from "../shop/suite"
import { ACTIONS, adminPayments, endOf, type Action } from "./admin-payments"
import { capturable, editOrder, mugs, THREE_MUGS } from "./changing-orders"
import { createScene, orderOf, sumsOf, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

// Klarna is told the order's number by itself; here nothing is sent but what a test asks for.
withShopOptions({ order_ref_nr: null })

/** A body that each route takes. */
const BODIES: Record<Action, object> = {
  address: {},
  reference: { ref_nr: "4711" },
  "order-lines": {},
  captures: {},
  refunds: {},
  release: {},
  "resend-invoice": {},
  sync: {},
}

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const admin = () => adminPayments(scene.merchant)
  const act = (id: string, action: Action) => admin().act(id, action, BODIES[action])
  /** Calls that Paygate got beside inquiries, which change nothing. */
  const changing = () => scene.paygate.requests({}).filter(({ call }) => call !== "inquire").length
  const endsOf = async (id: string) => {
    const ends: Partial<Record<Action, string>> = {}
    for (const action of ACTIONS) {
      ends[action] = await endOf(act(id, action))
    }
    return ends
  }

  describe("a payment session without a payment", () => {
    it("can do nothing but sync before the shopper has paid, each with its code, and nothing is sent", async () => {
      const session = await scene.openSession(await scene.fillCart())
      const calls = changing()
      expect(await endsOf(session.id)).toEqual({
        address: "400 order_missing",
        reference: "400 payment_not_authorized",
        "order-lines": "400 order_missing",
        captures: "400 payment_not_authorized",
        refunds: "400 payment_not_authorized",
        release: "400 payment_not_authorized",
        "resend-invoice": "400 nothing_captured",
        sync: "done",
      })
      expect(changing()).toBe(calls)
      expect((await admin().read(session.id)).payment).toMatchObject({ state: "open", captured: 0 })
    })

    it("can do nothing but sync while Klarna decides, each with its code, and nothing is sent", async () => {
      const { sessionId, payId } = await scene.buyPending()
      const calls = changing()
      expect(await endsOf(sessionId)).toEqual({
        address: "400 payment_not_authorized",
        reference: "400 payment_not_authorized",
        "order-lines": "400 payment_not_authorized",
        captures: "400 payment_not_authorized",
        refunds: "400 payment_not_authorized",
        release: "400 payment_not_authorized",
        "resend-invoice": "400 payment_not_authorized",
        sync: "done",
      })
      expect(changing()).toBe(calls)
      expect(sumsOf(scene.ledger(payId))).toMatchObject({ captured: 0, released: 0 })
    })
  })

  describe("the old payment of an order that has changed", () => {
    let bought: Bought
    beforeEach(async () => {
      bought = await scene.buy(THREE_MUGS)
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 2 })
      const { id } = await capturable(scene, bought.orderId, mugs(2))
      expect(id).not.toBe(bought.paymentId)
    })
    const ledger = () => scene.ledger(bought.payId)
    /** What each route brings about at Klarna, in an order in which each is allowed. */
    const steps: [Action, object, () => unknown, unknown][] = [
      ["reference", { ref_nr: "4711" }, () => ledger().ref_nr, "4711"],
      ["address", { shipping_address: { city: "Potsdam" } }, () => ledger().addresses["sdCity"], "Potsdam"],
      ["order-lines", { amount: 20 }, () => ledger().authorized, 2000],
      ["captures", { amount: 5 }, () => ledger().captured, 500],
      ["resend-invoice", {}, () => scene.paygate.requests({ call: "resendInvoice" }).length, 1],
      ["refunds", { amount: 1 }, () => ledger().credited, 100],
      ["release", {}, () => ledger().released, 1500],
    ]

    it("leads to the same Klarna payment by every route, and is answered for by its own id", async () => {
      for (const [action, body, effect, expected] of steps) {
        const { payment, operation } = await admin().act(bought.paymentId, action, body)
        expect([action, operation?.state, effect()]).toEqual([action, "succeeded", expected])
        expect(payment.id).toBe(bought.paymentId)
      }
      const { payment } = await admin().act(bought.paymentId, "sync")
      expect(payment).toMatchObject({ captured: 5, refunded: 1, remaining: 0, divergence: null })
    })
  })

  describe("a payment of another provider", () => {
    const SYSTEM = "pp_system_default"

    it("is none of Klarna's for any route, and none of the order's Klarna payments", async () => {
      await scene.merchant.http.post(`/admin/regions/${suite.shop().regionId}`, { payment_providers: [SYSTEM] })
      const cart = await scene.fillCart(THREE_MUGS)
      await scene.shopper.openSession(cart.id, SYSTEM)
      const order = orderOf(await scene.shopper.complete(cart.id))
      const { id, provider_id } = await scene.merchant.readPayment(order.id)
      expect(provider_id).toBe(SYSTEM)
      const unknown = ACTIONS.map((action) => [action, "404 payment_unknown"])
      expect(await endsOf(id)).toEqual(Object.fromEntries(unknown))
      expect(await endOf(admin().read(id))).toBe("404 payment_unknown")
      expect(await scene.merchant.http.get(`/admin/paygate-klarna/orders/${order.id}`)).toEqual({ payments: [] })
      expect(scene.paygate.requests({})).toEqual([])
      expect((await scene.merchant.readPayment(order.id)).captures).toEqual([])
    })
  })
})
