import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { DELIVERY, MUG } from "./changing-orders"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"
import { createSending, MUGS, type Sending } from "./sending"

jest.setTimeout(120_000)
withShopOptions({ capture_on: "shipment", order_ref_nr: "SHOP-{display_id}" })

const PARCEL = 2 * MUG + DELIVERY
const DECLINED = { kind: "declined", code: "22890100" } as const
const BUSY = { kind: "declined", code: "22890062" } as const

inShop((suite) => {
  let scene: Scene
  let sending: Sending
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    sending = createSending(suite, scene)
    bought = await sending.buy(MUGS)
  })
  const admin = () => adminPayments(scene.merchant)
  const captureCalls = () => sending.sent("capture").length
  /** Ships two white mugs, whose capture Paygate refuses as often as told. */
  const shipRefused = async (behaviour: typeof DECLINED | typeof BUSY, times = 1) => {
    scene.paygate.addScenario({ call: "capture", behaviour, times })
    await sending.ship(bought, { "MUG-WHITE": 2 })
    await eventually(async () =>
      expect(await sending.timeline(bought, "capture")).toMatchObject([{ state: "failed", code: behaviour.code }]),
    )
  }

  describe("a capture that Klarna refuses", () => {
    beforeEach(() => shipRefused(DECLINED, 20))

    it("is not sent again by itself, and stands for the merchant to see", async () => {
      await sending.check(bought)
      await sending.check(bought)
      expect(captureCalls()).toBe(1)
      expect(await sending.timeline(bought, "capture")).toHaveLength(1)
      expect(await sending.errorOf(bought)).toMatchObject({ code: DECLINED.code })
      expect(await sending.attention()).toEqual(["capture_failed"])
    })

    it("is over once the merchant has captured by hand", async () => {
      scene.paygate.clearScenarios()
      const line_item_id = await sending.itemIdOf(bought, "MUG-WHITE")
      await admin().act(bought.paymentId, "captures", { items: [{ line_item_id, quantity: 2 }] })
      await sending.check(bought)
      expect(sending.captured(bought)).toEqual([PARCEL])
      expect(await sending.errorOf(bought)).toBeNull()
      expect(await sending.attention()).toEqual([])
    })

    it("does not keep the next parcel from being captured", async () => {
      scene.paygate.clearScenarios()
      await sending.ship(bought, { "MUG-COBALT": 1 })
      await eventually(() => expect(sending.captured(bought)).toEqual([MUG + DELIVERY]))
      expect(await sending.attention()).toEqual(["capture_failed"])
    })

    it("keeps what is left from being released", async () => {
      await sending.complete(bought)
      await sending.check(bought)
      expect(scene.ledger(bought.payId)).toMatchObject({ released: 0, remaining: 3 * MUG + DELIVERY })
    })
  })

  describe("a capture that Paygate is too busy for", () => {
    it("is made by the check", async () => {
      await shipRefused(BUSY)
      await eventually(async () => {
        await sending.check(bought)
        expect(sending.captured(bought)).toEqual([PARCEL])
      })
      expect(await sending.attention()).toEqual([])
    })

    it("is tried at intervals that double", async () => {
      await shipRefused(BUSY, 20)
      const intervals: number[] = []
      for (let attempt = 0; attempt < 4; attempt += 1) {
        await sending.check(bought)
        const [row] = await sql<{ minutes: number }>(
          suite,
          `select round(extract(epoch from next_check_at - updated_at) / 60)::int as minutes
            from paygate_klarna_payment where payment_session_id = ?`,
          [bought.sessionId],
        )
        intervals.push(row!.minutes)
      }
      expect(intervals).toEqual([1, 2, 4, 8])
    })

    it("is over what the shopper has kept, when some of it has come back", async () => {
      await shipRefused(BUSY)
      await takeBack(1)
      await sending.check(bought)
      await eventually(() => expect(sending.captured(bought)).toEqual([MUG + DELIVERY]))
    })
  })

  /** White mugs come back. */
  async function takeBack(quantity: number): Promise<void> {
    const { http } = scene.merchant
    const items = [{ id: await sending.itemIdOf(bought, "MUG-WHITE"), quantity }]
    const { return: found } = await http.post<{ return: { id: string } }>("/admin/returns", {
      order_id: bought.orderId,
    })
    for (const step of ["request-items", "request", "receive", "receive-items", "receive/confirm"]) {
      await http.post(`/admin/returns/${found.id}/${step}`, step.endsWith("items") ? { items } : {})
    }
  }

  describe("a shipping address", () => {
    const move = (address: object) =>
      scene.merchant.http.post(`/admin/orders/${bought.orderId}`, {
        shipping_address: {
          first_name: "Mock",
          last_name: "Mock",
          address_1: "Am Kupfergraben 6",
          postal_code: "10178",
          city: "Berlin",
          country_code: "de",
          ...address,
        },
      })
    const changes = () => sending.timeline(bought, "update_address")

    it("that Klarna cannot take is shown as not sent, once, until another one is told", async () => {
      await move({ postal_code: "" })
      await eventually(async () =>
        expect(await changes()).toMatchObject([{ state: "failed", code: "address_invalid", duration_ms: null }]),
      )
      await sending.check(bought)
      await sending.check(bought)
      expect(await changes()).toHaveLength(1)
      expect(sending.sent("updateAddress")).toEqual([])
      expect(await sending.errorOf(bought)).toMatchObject({ code: "address_invalid" })
      expect(await sending.attention()).toEqual(["change_refused"])
      await move({})
      await eventually(async () => expect((await changes()).at(-1)).toMatchObject({ state: "succeeded" }))
      expect(await sending.errorOf(bought)).toBeNull()
      expect(await sending.attention()).toEqual([])
    })

    it("that Klarna refuses is shown until the merchant has told another one", async () => {
      scene.paygate.addScenario({ call: "updateAddress", behaviour: DECLINED })
      await move({})
      await eventually(async () => expect(await changes()).toMatchObject([{ state: "failed", code: DECLINED.code }]))
      expect(await sending.attention()).toEqual(["change_refused"])
      await admin().act(bought.paymentId, "address", { shipping_address: { address_1: "Am Kupfergraben 8" } })
      expect(await sending.attention()).toEqual([])
    })
  })
})
