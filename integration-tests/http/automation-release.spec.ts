import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { DELIVERY, MUG, quiet } from "./changing-orders"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"
import { createSending, MUGS, type Sending } from "./sending"

jest.setTimeout(120_000)
withShopOptions({ capture_on: "shipment", order_ref_nr: "SHOP-{display_id}" })

inShop((suite) => {
  let scene: Scene
  let sending: Sending
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    sending = createSending(suite, scene)
    bought = await sending.buy(MUGS)
  })
  const sums = () => sumsOf(scene.ledger(bought.payId))
  const first = async () => {
    await sending.ship(bought, { "MUG-WHITE": 2 })
    await eventually(() => expect(sums().captured).toBe(2 * MUG + DELIVERY))
    await quiet(suite, bought.orderId)
  }
  const released = (amount: number) =>
    eventually(() => expect(sums()).toMatchObject({ released: amount, remaining: 0 }))
  /** Whatever event or check comes. */
  const staysAuthorized = async () => {
    await quiet(suite, bought.orderId)
    await sending.check(bought)
    expect(sums()).toMatchObject({ released: 0, remaining: MUG })
  }

  describe("what is left of an authorization is released", () => {
    it("once everything is sent, and the last of it was captured by hand over less", async () => {
      await first()
      const items = [{ line_item_id: await sending.itemIdOf(bought, "MUG-COBALT"), quantity: 1 }]
      await adminPayments(scene.merchant).act(bought.paymentId, "captures", { amount: 5, items })
      await sending.ship(bought, { "MUG-COBALT": 1 })
      await released(500)
      await sending.check(bought)
      expect(sending.sent("reverse")).toHaveLength(1)
    })

    it("by the check, where the merchant captured the last of it after it was sent", async () => {
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "declined", code: "22890100" } })
      await sending.ship(bought, { "MUG-WHITE": 2, "MUG-COBALT": 1 })
      await eventually(async () => expect(await sending.attention()).toEqual(["capture_failed"]))
      const items = await Promise.all(
        Object.entries(MUGS.items).map(async ([sku, quantity]) => ({
          line_item_id: await sending.itemIdOf(bought, sku),
          quantity,
        })),
      )
      await adminPayments(scene.merchant).act(bought.paymentId, "captures", { amount: 30, items })
      await sending.check(bought)
      expect(sums()).toMatchObject({ captured: 3000, released: DELIVERY, remaining: 0 })
    })

    it("once the order is completed, though not all of it was sent", async () => {
      await first()
      await staysAuthorized()
      await sending.complete(bought)
      await released(MUG)
    })

    it("by the check, where the event of the completion was lost", async () => {
      await first()
      await sql(suite, `update "order" set status = 'completed' where id = ?`, [bought.orderId])
      await sending.check(bought)
      expect(sums()).toMatchObject({ released: MUG, remaining: 0 })
      await sending.check(bought)
      expect(sending.sent("reverse")).toHaveLength(1)
    })
  })

  describe("nothing is released", () => {
    it("while the order is being changed", async () => {
      await first()
      await scene.merchant.http.post("/admin/order-edits", { order_id: bought.orderId })
      await sending.complete(bought)
      await staysAuthorized()
      await scene.merchant.http.delete(`/admin/order-edits/${bought.orderId}`)
      await sending.check(bought)
      expect(sums()).toMatchObject({ released: MUG, remaining: 0 })
    })

    it("while something is packed that has yet to leave", async () => {
      await first()
      const packed = await sending.pack(bought, { "MUG-COBALT": 1 })
      await sending.complete(bought)
      await staysAuthorized()
      await sending.send(bought, packed)
      await eventually(() => expect(sums()).toMatchObject({ captured: 3 * MUG + DELIVERY, released: 0 }))
    })

    it("while the outcome of a capture is open", async () => {
      await first()
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "pending" } })
      await sending.ship(bought, { "MUG-COBALT": 1 })
      await eventually(async () =>
        expect((await sending.timeline(bought, "capture")).at(-1)).toMatchObject({ state: "unknown" }),
      )
      await sending.complete(bought)
      await quiet(suite, bought.orderId)
      await sending.check(bought)
      expect(scene.ledger(bought.payId).released).toBe(0)
    })

    it("of an order that is completed before anything of it was sent", async () => {
      await sending.complete(bought)
      await quiet(suite, bought.orderId)
      await sending.check(bought)
      expect(sums()).toMatchObject({ released: 0, remaining: 3 * MUG + DELIVERY })
    })
  })
})
