import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { expectBothSidesAgree } from "./both-sides"
import { capturable, DELIVERY, editOrder, minor, MUG, mugs, readOrder, THREE_MUGS } from "./changing-orders"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
  })
  const admin = () => adminPayments(scene.merchant)
  const mug = async (quantity: number) => {
    const [item] = (await readOrder(scene.merchant, bought.orderId)).items
    return [{ line_item_id: item!.id, quantity }]
  }
  const capture = async (quantity: number) => admin().act(bought.paymentId, "captures", { items: await mug(quantity) })
  const refund = async (quantity: number) => admin().act(bought.paymentId, "refunds", { items: await mug(quantity) })
  const shown = async () => (await admin().read(bought.paymentId)).order_items
  const captures = () => scene.ledger(bought.payId).captures.map(({ amount }) => amount)
  const agreement = () => expectBothSidesAgree(suite, scene, bought)

  describe("what is left of an order's items", () => {
    it("is everything to capture at first, delivery with it", async () => {
      const [{ line_item_id } = { line_item_id: "" }] = await mug(1)
      expect(await shown()).toEqual({
        items: [{ line_item_id, ordered: 3, captured: 0, refunded: 0, capturable: 3, refundable: 0 }],
        without_items: { captured: 0, refunded: 0 },
        shipping: { amount: DELIVERY / 100, is_captured: false },
      })
    })

    it("counts each capture and refund of an item, and is in the answer to it", async () => {
      expect((await capture(2)).order_items).toMatchObject({
        items: [{ ordered: 3, captured: 2, refunded: 0, capturable: 1, refundable: 2 }],
        shipping: { is_captured: true },
      })
      expect((await refund(1)).order_items).toMatchObject({
        items: [{ captured: 2, refunded: 1, capturable: 1, refundable: 1 }],
        without_items: { captured: 0, refunded: 0 },
      })
    })

    it("does not count what Paygate refused", async () => {
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "declined" } })
      expect(await endOf(capture(2))).toMatch(/^400 2/)
      expect(await shown()).toMatchObject({ items: [{ captured: 0, capturable: 3 }] })
    })

    it("says which amounts were moved without naming items", async () => {
      await scene.merchant.capture(bought.paymentId, 12.34)
      await admin().act(bought.paymentId, "refunds", { amount: 2.5 })
      expect(await shown()).toMatchObject({
        items: [{ captured: 0, refunded: 0, capturable: 3, refundable: 3 }],
        without_items: { captured: 12.34, refunded: 2.5 },
      })
    })

    it("goes on when the order has changed, by its old and its new payment", async () => {
      await capture(1)
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 2 })
      const { id } = await capturable(scene, bought.orderId, MUG)
      const expected = { items: [{ ordered: 2, captured: 1, capturable: 1, refundable: 1 }] }
      expect((await admin().read(id)).order_items).toMatchObject(expected)
      expect(await shown()).toMatchObject(expected)
    })

    it("is nothing where Medusa has no order yet", async () => {
      const session = await scene.openSession(await scene.fillCart())
      expect((await admin().read(session.id)).order_items).toBeNull()
    })
  })

  describe("no more than is left of an item", () => {
    it("is captured, and the refusal says how many are left", async () => {
      await capture(2)
      const refused = await refusalOf(capture(2))
      expect(refused).toMatchObject({ status: 400, code: "quantity_invalid" })
      expect(refused.message).toContain("items.0.quantity, 1 at most")
      expect(captures()).toHaveLength(1)
    })

    it("is refunded: not those that are not captured", async () => {
      await capture(2)
      expect((await refusalOf(refund(3))).message).toContain("items.0.quantity, 2 at most")
      await refund(2)
      expect((await refusalOf(refund(1))).message).toContain("items.0.quantity, 0 at most")
      expect(await agreement()).toMatchObject({ refunded: 2 * MUG })
    })

    it("is refunded of what was captured as an amount, as far as the amount goes", async () => {
      await admin().act(bought.paymentId, "captures", { amount: 15 })
      expect(await endOf(refund(2))).toBe("400 refund_over_capture")
      await refund(1)
      expect(await agreement()).toMatchObject({ captured: 1500, refunded: MUG })
    })

    it("is refunded of what an edit took off the order after it was captured", async () => {
      await capture(3)
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 1 })
      await refund(2)
      expect(scene.ledger(bought.payId).credits).toMatchObject([{ amount: 2 * MUG, lines: [{ quantity: 2 }] }])
    })
  })

  describe("the last items", () => {
    it("take what is left where an amount was captured before", async () => {
      await admin().act(bought.paymentId, "captures", { amount: 20 })
      const { operation } = await capture(3)
      expect(operation).toMatchObject({ state: "succeeded", amount: (mugs(3) - 2000) / 100 })
      expect(await agreement()).toMatchObject({ captured: minor(bought.total), payment_status: "captured" })
    })

    it("are the only ones that do: others are refused where they cost more than is left", async () => {
      await admin().act(bought.paymentId, "captures", { amount: 20 })
      expect(await endOf(capture(2))).toBe("400 capture_over_authorization")
    })

    it("have nothing to take once all is captured", async () => {
      await admin().act(bought.paymentId, "captures")
      expect(await endOf(capture(3))).toBe("400 nothing_left")
    })
  })
})
