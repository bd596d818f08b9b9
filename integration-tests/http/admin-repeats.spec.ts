import { decodeBase64Json } from "../../src/paygate"
import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { expectBothSidesAgree } from "./both-sides"
import { minor, readOrder, THREE_MUGS } from "./changing-orders"
import { letTimePass, runJob } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

const parcel = (tracking_number: string) => ({ shipping_info: [{ tracking_number }] })

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
  })
  const admin = () => adminPayments(scene.merchant)
  const capture = (body: object) => admin().act(bought.paymentId, "captures", body)
  const refund = (body: object) => admin().act(bought.paymentId, "refunds", body)
  const amounts = () => scene.ledger(bought.payId).captures.map(({ amount }) => amount)
  const agreement = (given?: { stillDue: number }) => expectBothSidesAgree(suite, scene, bought, given)
  const sent = () => scene.paygate.requests({ call: "capture" }).map(({ parameters }) => parameters)
  const told = () =>
    sent()
      .map(({ ShippingData }) => JSON.stringify(decodeBase64Json(ShippingData!)))
      .sort()
  const mug = async (quantity: number) => {
    const [item] = (await readOrder(scene.merchant, bought.orderId)).items
    return { items: [{ line_item_id: item!.id, quantity }] }
  }

  describe("two captures at the same time", () => {
    it("are both made when their parcels differ, and Klarna is told of each", async () => {
      const [first, second] = await Promise.all([
        capture({ amount: 10, ...parcel("T1") }),
        capture({ amount: 10, ...parcel("T2") }),
      ])
      expect(second.operation!.id).not.toBe(first.operation!.id)
      expect(amounts()).toEqual([1000, 1000])
      expect(told()).toEqual([parcel("T1"), parcel("T2")].map((info) => JSON.stringify(info)))
      expect(await agreement()).toMatchObject({ captured: 2000 })
    })

    it("are both made of the same items when their parcels differ", async () => {
      const one = await mug(1)
      await Promise.all([capture({ ...one, ...parcel("T1") }), capture({ ...one, ...parcel("T2") })])
      expect(amounts()).toHaveLength(2)
      expect(told()).toHaveLength(2)
      await agreement()
    })

    it("are two when one of them also releases the rest", async () => {
      const ends = await Promise.all([
        endOf(capture({ amount: 10 })),
        endOf(capture({ amount: 10, release_remaining: true })),
      ])
      // The one that releases may be the first: then nothing is left for the other, which says so.
      const isReleasedFirst = ends[0] !== "done"
      expect(ends).toEqual([isReleasedFirst ? "400 capture_over_authorization" : "done", "done"])
      expect(amounts()).toEqual(isReleasedFirst ? [1000] : [1000, 1000])
      expect(sent().at(isReleasedFirst ? 0 : 1)!["CompleteType"]).toBe("YES")
      const stillDue = minor(bought.total) - amounts().reduce((sum, amount) => sum + amount, 0)
      expect(await agreement({ stillDue })).toMatchObject({ remaining: 0 })
    })

    it("are one when they are the same to the last parcel", async () => {
      const body = { ...(await mug(1)), ...parcel("T1"), release_remaining: false }
      const [first, second] = await Promise.all([capture(body), capture(body)])
      expect(second.operation).toEqual(first.operation)
      expect(amounts()).toHaveLength(1)
      await agreement()
    })
  })

  it("two refunds at the same time are both made when their notes differ, and one when they do not", async () => {
    await capture({})
    const pay = (note: string) => refund({ amount: 3, note })
    const [first, second, third] = await Promise.all([pay("a handle"), pay("a handle"), pay("a crack")])
    expect(second.operation).toEqual(first.operation)
    expect(third.operation!.id).not.toBe(first.operation!.id)
    expect(scene.ledger(bought.payId).credits.map(({ amount }) => amount)).toEqual([300, 300])
    expect(await agreement()).toMatchObject({ refunded: 600 })
  })

  describe("after an answer that was lost", () => {
    beforeEach(async () => {
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      expect(await endOf(capture({ amount: 10, ...parcel("T1") }))).toBe("400 outcome_unknown")
    })

    it("the very same is not made again", async () => {
      expect((await capture({ amount: 10, ...parcel("T1") })).operation).toMatchObject({ state: "succeeded" })
      expect(amounts()).toEqual([1000])
      await agreement()
    })

    it("one over the same money with another parcel is refused once, for it may be the same, and made when repeated", async () => {
      const other = { amount: 10, ...parcel("T2") }
      expect(await refusalOf(capture(other))).toMatchObject({ status: 400, code: "earlier_attempt_succeeded" })
      expect(await agreement()).toMatchObject({ captured: 1000 })
      await capture(other)
      expect(await agreement()).toMatchObject({ captured: 2000 })
    })

    describe("that the check has found out since", () => {
      const same = { amount: 10, ...parcel("T1") }
      beforeEach(async () => {
        await letTimePass(suite, 3, [bought.sessionId])
        await runJob(suite)
        expect(await agreement()).toMatchObject({ captured: 1000 })
      })

      it.each([same, { amount: 10, ...parcel("T2") }])("%j is refused once, and made when repeated", async (body) => {
        expect(await refusalOf(capture(body))).toMatchObject({ status: 400, code: "earlier_attempt_succeeded" })
        expect(await agreement()).toMatchObject({ captured: 1000 })
        await capture(body)
        expect(await agreement()).toMatchObject({ captured: 2000 })
      })

      it("a double click moves nothing", async () => {
        const ends = await Promise.all([endOf(capture(same)), endOf(capture(same))])
        expect(ends).toContain("400 earlier_attempt_succeeded")
        expect(await agreement()).toMatchObject({ captured: 1000 })
      })

      it("Medusa's own is refused once, too", async () => {
        const again = () => scene.merchant.capture(bought.paymentId, 10)
        expect(await endOf(again())).toBe("400 earlier_attempt_succeeded")
        expect(await agreement()).toMatchObject({ captured: 1000 })
        await again()
        expect(await agreement()).toMatchObject({ captured: 2000 })
      })
    })

    it("one over other money is made after it", async () => {
      await capture({ amount: 11 })
      expect(amounts()).toEqual([1000, 1100])
      expect(await agreement()).toMatchObject({ captured: 2100, remaining: minor(bought.total) - 2100 })
    })
  })
})
