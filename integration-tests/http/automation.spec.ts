import { decodeBase64Json } from "../../src/paygate"
import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { expectBothSidesAgree, readBooks } from "./both-sides"
import { DELIVERY, minor, MUG } from "./changing-orders"
import { eventually } from "./eventually"
import { createScene, type Bought, type Scene } from "./scene"
import { createSending, MUGS, type Sending } from "./sending"

jest.setTimeout(120_000)
withShopOptions({ capture_on: "shipment", order_ref_nr: "SHOP-{display_id}" })

inShop((suite) => {
  let scene: Scene
  let sending: Sending
  beforeEach(async () => {
    scene = await createScene(suite)
    sending = createSending(suite, scene)
  })
  const admin = () => adminPayments(scene.merchant)
  const agreement = (bought: Bought) => expectBothSidesAgree(suite, scene, bought)
  const bookedPayment = async ({ sessionId }: Bought) => (await readBooks(suite).findPaymentBySession(sessionId))!
  const numberOf = async ({ orderId }: Bought) => (await scene.merchant.readOrder(orderId)).display_id

  describe("the order's number", () => {
    it("becomes Klarna's when the order is placed, once", async () => {
      const bought = await sending.buy()
      expect((await admin().read(bought.paymentId)).payment.ref_nr).toBe(`SHOP-${await numberOf(bought)}`)
      await sending.check(bought)
      expect(sending.sent("updateReference")).toHaveLength(1)
    })

    it("is told by the check when it could not be told at once", async () => {
      scene.paygate.addScenario({ call: "updateReference", behaviour: { kind: "lose_before" } })
      const bought = await scene.buy()
      await eventually(async () =>
        expect((await admin().read(bought.paymentId)).operations.at(-1)).toMatchObject({ state: "unknown" }),
      )
      await sending.check(bought)
      expect(scene.ledger(bought.payId).ref_nr).toBe(`SHOP-${await numberOf(bought)}`)
    })

    it("holds up no capture when its answer is lost, and is given up then, since Klarna takes it no more", async () => {
      scene.paygate.addScenario({ call: "updateReference", behaviour: { kind: "lose_before" } })
      const bought = await scene.buy()
      const read = () => admin().read(bought.paymentId)
      await eventually(async () => expect((await read()).operations.at(-1)).toMatchObject({ state: "unknown" }))
      expect((await read()).payment.allowed).toMatchObject({ capture: null, reference: null })
      await scene.merchant.capture(bought.paymentId)
      expect((await read()).operations.slice(-2)).toMatchObject([
        { kind: "update_reference", state: "failed", code: "no_answer", evidence: "none" },
        { kind: "capture", state: "succeeded", evidence: "answer" },
      ])
      await sending.check(bought)
      expect(sending.sent("updateReference")).toHaveLength(1)
    })

    it("is not repeated once Klarna has refused it", async () => {
      scene.paygate.addScenario({ call: "updateReference", behaviour: { kind: "declined" } })
      const bought = await scene.buy()
      await eventually(async () => expect((await bookedPayment(bought)).told_ref_nr).not.toBeNull())
      await sending.check(bought)
      expect(sending.sent("updateReference")).toHaveLength(1)
    })

    it("gives way to what the merchant has chosen", async () => {
      const bought = await sending.buy()
      await admin().act(bought.paymentId, "reference", { ref_nr: "MY-OWN" })
      await sending.check(bought)
      expect(scene.ledger(bought.payId).ref_nr).toBe("MY-OWN")
    })
  })

  describe("the shipping address", () => {
    const move = (bought: Bought, address_1: string) =>
      scene.merchant.http.post(`/admin/orders/${bought.orderId}`, {
        shipping_address: {
          first_name: "Mock",
          last_name: "Mock",
          address_1,
          postal_code: "10178",
          city: "Berlin",
          country_code: "de",
        },
      })

    it("is told to Klarna when it changes, and only then", async () => {
      const bought = await sending.buy()
      await sending.check(bought)
      expect(sending.sent("updateAddress")).toEqual([])
      await move(bought, "Am Kupfergraben 6")
      await eventually(() =>
        expect(scene.ledger(bought.payId).addresses).toMatchObject({ sdStreet: "Am Kupfergraben 6" }),
      )
      await sending.check(bought)
      expect(sending.sent("updateAddress")).toHaveLength(1)
      expect(sending.sent("updateAddress")[0]!.parameters).not.toHaveProperty("bdStreet")
    })

    it("is not repeated once Klarna has refused it, but another one is told", async () => {
      const bought = await sending.buy()
      scene.paygate.addScenario({ call: "updateAddress", behaviour: { kind: "declined" } })
      await move(bought, "Am Kupfergraben 6")
      await eventually(async () => expect((await bookedPayment(bought)).told_address_fingerprint).not.toBeNull())
      await eventually(() => expect(sending.sent("updateAddress")).toHaveLength(1))
      await sending.check(bought)
      expect(sending.sent("updateAddress")).toHaveLength(1)
      await move(bought, "Am Kupfergraben 7")
      await eventually(async () =>
        expect((await admin().read(bought.paymentId)).operations.at(-1)).toMatchObject({
          kind: "update_address",
          state: "succeeded",
        }),
      )
      expect(scene.ledger(bought.payId).addresses).toMatchObject({ sdStreet: "Am Kupfergraben 7" })
    })

    it("stays what the merchant has told until the order's changes", async () => {
      const bought = await sending.buy()
      await admin().act(bought.paymentId, "address", { shipping_address: { address_1: "Am Kupfergraben 8" } })
      await sending.check(bought)
      expect(scene.ledger(bought.payId).addresses).toMatchObject({ sdStreet: "Am Kupfergraben 8" })
    })
  })

  describe("what is shipped", () => {
    const LABEL = { tracking_number: "JD01", tracking_url: "https://shop.example/JD01", label_url: "#" }

    it("is captured, parcel by parcel, with where it is", async () => {
      const bought = await sending.buy(MUGS)
      const id = await sending.ship(bought, { "MUG-WHITE": 1 }, [LABEL])
      await eventually(() => expect(sending.captured(bought)).toEqual([MUG + DELIVERY]))
      const shipping = decodeBase64Json(sending.sent("capture")[0]!.parameters["ShippingData"]!)
      expect(shipping).toMatchObject({
        shipping_info: [{ tracking_number: "JD01", tracking_url: "https://shop.example/JD01" }],
      })
      expect((await admin().read(bought.paymentId)).operations.at(-1)).toMatchObject({ fulfillment_id: id })
      const { order_items } = await admin().read(bought.paymentId)
      expect(order_items).toMatchObject({ without_items: { captured: 0 }, shipping: { is_captured: true } })
      const white = await sending.itemIdOf(bought, "MUG-WHITE")
      expect(order_items!.items.find(({ line_item_id }) => line_item_id === white)).toMatchObject({
        captured: 1,
        capturable: 1,
      })
      await sending.ship(bought, { "MUG-WHITE": 1, "MUG-COBALT": 1 })
      await eventually(() => expect(sending.captured(bought)).toEqual([MUG + DELIVERY, 2 * MUG]))
      await eventually(async () => expect(await agreement(bought)).toMatchObject({ payment_status: "captured" }))
      await sending.check(bought)
      expect(sending.captured(bought)).toHaveLength(2)
    })

    it("is captured once when the answer is lost", async () => {
      const bought = await sending.buy(MUGS)
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      await sending.ship(bought, { "MUG-WHITE": 2, "MUG-COBALT": 1 })
      await eventually(() => expect(sending.captured(bought)).toHaveLength(1))
      // The shop learns a moment later that no answer comes.
      await eventually(async () =>
        expect(await sending.timeline(bought, "capture")).toMatchObject([{ code: "no_answer" }]),
      )
      await sending.check(bought)
      await sending.check(bought)
      expect(sending.captured(bought)).toEqual([minor(bought.total)])
      expect(await agreement(bought)).toMatchObject({ remaining: 0 })
    })

    it("is not captured again where the merchant was faster", async () => {
      const bought = await sending.buy(MUGS)
      const line_item_id = await sending.itemIdOf(bought, "MUG-WHITE")
      await admin().act(bought.paymentId, "captures", { items: [{ line_item_id, quantity: 2 }] })
      await sending.ship(bought, { "MUG-WHITE": 2 })
      await sending.check(bought)
      expect(sending.captured(bought)).toEqual([2 * MUG + DELIVERY])
    })
  })
})
