import { inShop, withShopOptions } from "../shop/suite"
import { ACTIONS, adminPayments, endOf, refusalOf, type Action } from "./admin-payments"
import { capturable, DELIVERY, editOrder, MUG, mugs, quiet, readOrder } from "./changing-orders"
import { readBooks } from "./both-sides"
import { letTimePass } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)
// What is sent about the reference number, and what the last step was, would be the order's number being told as well.
withShopOptions({ order_ref_nr: null })

const ADDRESS = {
  first_name: "Erika",
  last_name: "Mustermann",
  company: "Müller & Söhne",
  address_1: "Am Kupfergraben 6",
  address_2: "Hinterhaus",
  postal_code: "10117",
  city: "Berlin",
  country_code: "de",
  phone: "+49 30 901820",
}

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy({ items: { "MUG-WHITE": 3 } })
  })
  const admin = () => adminPayments(scene.merchant)
  const act = (action: Action, body: object = {}) => admin().act(bought.paymentId, action, body)
  const ledger = () => scene.ledger(bought.payId)
  const sent = (call: string) => scene.paygate.requests({ call })
  const changes = [
    ["address", { shipping_address: ADDRESS }, "updateAddress"],
    ["reference", { ref_nr: "SHOP-4711" }, "updateReference"],
    ["order-lines", { amount: 20 }, "updateOrder"],
  ] as const

  describe("an address", () => {
    it("is told to Klarna in its fields, and Medusa's order stays as it is", async () => {
      const { operation, payment } = await act("address", { shipping_address: ADDRESS })
      expect(operation).toMatchObject({ kind: "update_address", state: "succeeded", amount: 0 })
      expect(payment.remaining).toBe(bought.total)
      expect(ledger().addresses).toMatchObject({
        sdFirstName: "Erika",
        sdCompany: "Müller und Söhne",
        sdStreet: "Am Kupfergraben 6",
        sdAddressAddition: "Hinterhaus",
        sdZip: "10117",
        sdPhone: "004930901820",
        bdFirstName: "Mock",
      })
      expect(Object.keys(sent("updateAddress")[0]!.parameters).filter((name) => name.startsWith("bd"))).toEqual([])
    })

    it("is told together with the other one in a single call", async () => {
      await act("address", { billing_address: { ...ADDRESS, first_name: "Max" }, shipping_address: ADDRESS })
      expect(ledger().addresses).toMatchObject({ bdFirstName: "Max", sdFirstName: "Erika" })
      expect(sent("updateAddress")).toHaveLength(1)
      const { order } = await scene.merchant.http.get<{ order: Record<string, { first_name: string }> }>(
        `/admin/orders/${bought.orderId}?fields=*billing_address,*shipping_address`,
      )
      expect([order["billing_address"]!.first_name, order["shipping_address"]!.first_name]).toEqual(["Mock", "Mock"])
    })

    it("is the order's own when none is given", async () => {
      await act("address")
      expect(sent("updateAddress")[0]!.parameters).toMatchObject({
        bdFirstName: "Mock",
        sdCity: "Berlin",
        sdZip: "10178",
      })
    })

    it("may have all of Medusa's fields, of which Klarna gets its own", async () => {
      await act("address", { shipping_address: { ...ADDRESS, province: null, metadata: { floor: 3 } } })
      expect(ledger().addresses).toMatchObject({ sdStreet: "Am Kupfergraben 6" })
      expect(JSON.stringify(sent("updateAddress"))).not.toContain("floor")
    })

    it("takes what is not given from the order", async () => {
      await act("address", { shipping_address: { address_1: "Neue Schönhauser Str. 3" } })
      expect(sent("updateAddress")[0]!.parameters).toMatchObject({
        sdStreet: "Neue Schönhauser Str. 3",
        sdZip: "10178",
      })
    })

    it.each([
      ["without a city", { shipping_address: { ...ADDRESS, city: null } }, "address_invalid", "shipping_address.city"],
      [
        "with a country of three letters",
        { billing_address: { country_code: "deu" } },
        "invalid_body",
        "billing_address.country_code",
      ],
      [
        "in a country Klarna does not serve",
        { shipping_address: { ...ADDRESS, country_code: "jp" } },
        "country_not_supported",
        "country_code",
      ],
      [
        "moving the bill abroad",
        { billing_address: { ...ADDRESS, country_code: "at" } },
        "country_not_changeable",
        "billing_address.country_code",
      ],
      [
        "with a name that is too long",
        { shipping_address: ADDRESS, billing_address: { last_name: "x".repeat(31) } },
        "address_invalid",
        "billing_address.last_name",
      ],
      ["with a field that is none", { shipping_address: { street: "x" } }, "invalid_body", "street"],
    ])("is refused %s, naming the field", async (_what, body, code, field) => {
      const refused = await refusalOf(act("address", body))
      expect(refused).toMatchObject({ status: 400, code })
      expect(refused.message).toContain(field)
      expect(sent("updateAddress")).toEqual([])
    })
  })

  describe("a reference number", () => {
    it("is Klarna's from then on", async () => {
      const { payment, operation } = await act("reference", { ref_nr: "SHOP-4711" })
      expect(operation).toMatchObject({ kind: "update_reference", state: "succeeded" })
      expect(payment.ref_nr).toBe("SHOP-4711")
      expect(ledger().ref_nr).toBe("SHOP-4711")
    })

    it.each([{}, { ref_nr: "" }, { ref_nr: "1".repeat(31) }, { ref_nr: "a&b" }])("is refused as %j", async (body) => {
      const refused = await refusalOf(act("reference", body))
      expect(refused).toMatchObject({ status: 400, code: "invalid_body" })
      expect(refused.message).toContain("ref_nr")
    })
  })

  describe("the order's lines", () => {
    it("are lowered to an amount, which is shown as released", async () => {
      const { payment, operation } = await act("order-lines", { amount: 20 })
      expect(operation).toMatchObject({ kind: "update_order", state: "succeeded", amount: 20 })
      expect(payment).toMatchObject({ amount: bought.total, remaining: 20, captured: 0 })
      expect(payment.released).toBeCloseTo(bought.total - 20)
      expect(ledger().authorized).toBe(2000)
      expect(await endOf(scene.merchant.capture(bought.paymentId, 20.01))).toBe("400 capture_over_authorization")
    })

    it("are those of the items that are named, with delivery", async () => {
      const [mug] = (await readOrder(scene.merchant, bought.orderId)).items
      await act("order-lines", { items: [{ line_item_id: mug!.id, quantity: 1 }] })
      expect(ledger()).toMatchObject({
        authorized: MUG + DELIVERY,
        lines: [{ quantity: 1, total_amount: MUG }, { type: "shipping_fee" }],
      })
    })

    it("are the order's as it stands when nothing is named", async () => {
      await act("order-lines")
      expect(ledger()).toMatchObject({
        authorized: 3 * MUG + DELIVERY,
        lines: [{ quantity: 3 }, { type: "shipping_fee" }],
      })
    })

    it("are raised again once lowered, to the order as it stands, which the answer tells before", async () => {
      const lowered = await act("order-lines", { amount: 20 })
      expect(lowered.payment).toMatchObject({ order_amount: bought.total, limits: { capture: 20, refund: 0 } })
      await act("order-lines", { amount: 25 })
      const { payment, operation } = await act("order-lines")
      expect(operation).toMatchObject({ kind: "update_order", state: "succeeded", amount: bought.total })
      expect(payment).toMatchObject({ remaining: bought.total, released: 0, limits: { capture: bought.total } })
      expect(ledger().authorized).toBe(3 * MUG + DELIVERY)
      expect(await endOf(act("order-lines", { amount: bought.total + 0.01 }))).toBe("400 change_over_authorization")
      expect(sent("updateOrder")).toHaveLength(3)
      await scene.merchant.capture(bought.paymentId)
      expect(ledger().captured).toBe(3 * MUG + DELIVERY)
    })

    it.each(["lose_before", "lose_after"] as const)("are raised once the answer was lost (%s)", async (kind) => {
      await act("order-lines", { amount: 20 })
      scene.paygate.addScenario({ call: "updateOrder", behaviour: { kind } })
      expect(await endOf(act("order-lines"))).toBe("400 outcome_unknown")
      await letTimePass(suite, 3, [bought.sessionId])
      const { payment } = await act("sync")
      const authorized = kind === "lose_after" ? bought.total : 20
      expect(payment).toMatchObject({ remaining: authorized, limits: { capture: authorized }, divergence: null })
      await act("order-lines")
      expect(ledger().authorized).toBe(3 * MUG + DELIVERY)
      expect((await admin().read(bought.paymentId)).payment).toMatchObject({ remaining: bought.total, released: 0 })
    })

    it("are not raised above what Medusa's payment is over since the order has shrunk", async () => {
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 2 })
      await capturable(scene, bought.orderId, mugs(2))
      await act("order-lines", { amount: 10 })
      expect(await endOf(act("order-lines", { amount: mugs(2) / 100 + 0.01 }))).toBe("400 change_over_authorization")
      const { payment } = await act("order-lines")
      expect(payment).toMatchObject({ remaining: mugs(2) / 100, limits: { capture: mugs(2) / 100 } })
      await quiet(suite, bought.orderId)
    })

    it("are refused above what is authorized and with fractions of a cent, before anything is sent", async () => {
      expect(await endOf(act("order-lines", { amount: bought.total + 0.01 }))).toBe("400 change_over_authorization")
      expect(await endOf(act("order-lines", { amount: 20.005 }))).toBe("400 invalid_body")
      expect(sent("updateOrder")).toEqual([])
    })
  })

  describe("any change", () => {
    it.each(changes)("of %s is refused after a capture, before anything is sent", async (action, body, call) => {
      await act("captures", { amount: 10 })
      expect(await endOf(act(action, body))).toBe("400 change_after_capture")
      expect(sent(call)).toEqual([])
    })

    it.each(changes)(
      "of %s passes Paygate's refusal on with its code, and nothing is booked",
      async (action, body, call) => {
        const before = (await admin().read(bought.paymentId)).payment
        scene.paygate.addScenario({ call, behaviour: { kind: "declined" } })
        expect((await refusalOf(act(action, body))).code).toMatch(/^2[0-9A-Z]{7}$/)
        expect((await admin().read(bought.paymentId)).payment).toEqual(before)
      },
    )

    it.each(changes)("of %s can be repeated when its answer was lost", async (action, body, call) => {
      scene.paygate.addScenario({ call, behaviour: { kind: "lose_after" } })
      expect(await endOf(act(action, body))).toBe("400 outcome_unknown")
      await act(action, body)
      expect((await admin().read(bought.paymentId)).operations.at(-1)).toMatchObject({ state: "succeeded" })
      const booked = await readBooks(suite).findPaymentBySession(bought.sessionId)
      expect(booked!.authorized_amount).toBe(ledger().authorized)
    })
  })

  it("knows no payment that is none", async () => {
    for (const action of ACTIONS) {
      const body = action === "reference" ? { ref_nr: "1" } : {}
      expect(await refusalOf(admin().act("pay_nobody", action, body))).toMatchObject({
        status: 404,
        code: "payment_unknown",
      })
    }
  })
})
