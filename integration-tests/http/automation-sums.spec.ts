import { Modules } from "@medusajs/framework/utils"
import { inShop, withShopOptions } from "../shop/suite"
import { adminPayments } from "./admin-payments"
import { readBooks } from "./both-sides"
import { DELIVERY, editOrder, handIn, moneyOf, MUG, openSession, quiet } from "./changing-orders"
import { eventually } from "./eventually"
import { captureOutside } from "./outside"
import { createScene, type Bought, type Scene } from "./scene"
import { createSending, MUGS, type Sending } from "./sending"

jest.setTimeout(120_000)
withShopOptions({ capture_on: "shipment", order_ref_nr: "SHOP-{display_id}" })

const ALL = 3 * MUG + DELIVERY

inShop((suite) => {
  let scene: Scene
  let sending: Sending
  beforeEach(async () => {
    scene = await createScene(suite)
    sending = createSending(suite, scene)
  })
  const capture = (bought: Bought, body: object) =>
    adminPayments(scene.merchant).act(bought.paymentId, "captures", body)
  const inAll = (bought: Pick<Bought, "payId">) => scene.ledger(bought.payId).captured
  /** Waits for all that an event has brought about, and then for the check. */
  const settled = async (bought: Bought) => {
    await quiet(suite, bought.orderId)
    await sending.check(bought)
    await sending.check(bought)
  }

  describe("what the merchant has captured by amount", () => {
    it("counts for what is shipped next, so that nothing unshipped is charged", async () => {
      const bought = await sending.buy(MUGS)
      await capture(bought, { amount: (2 * MUG + DELIVERY) / 100 })
      await sending.ship(bought, { "MUG-WHITE": 2 })
      await settled(bought)
      expect(sending.captured(bought)).toEqual([2 * MUG + DELIVERY])
      await sending.ship(bought, { "MUG-COBALT": 1 })
      await eventually(() => expect(sending.captured(bought)).toEqual([2 * MUG + DELIVERY, MUG]))
    })

    it("leaves the rest of a parcel to be captured", async () => {
      const bought = await sending.buy(MUGS)
      await capture(bought, { amount: 10 })
      await sending.ship(bought, { "MUG-WHITE": 2 })
      await eventually(() => expect(sending.captured(bought)).toEqual([1000, MUG + DELIVERY]))
      await settled(bought)
      expect(sending.captured(bought)).toHaveLength(2)
    })

    it("covers a later parcel, too, where it was more", async () => {
      const bought = await sending.buy(MUGS)
      await capture(bought, { amount: 30 })
      await sending.ship(bought, { "MUG-COBALT": 1 })
      await sending.ship(bought, { "MUG-WHITE": 2 })
      await eventually(() => expect(inAll(bought)).toBe(ALL))
      await settled(bought)
      expect(sending.captured(bought)).toEqual([3000, ALL - 3000])
    })
  })

  it("charges what is shipped beside what the merchant has captured by name before it is", async () => {
    const bought = await sending.buy(MUGS)
    await capture(bought, { items: [{ line_item_id: await sending.itemIdOf(bought, "MUG-COBALT"), quantity: 1 }] })
    await sending.ship(bought, { "MUG-WHITE": 2 })
    await eventually(() => expect(sending.captured(bought)).toEqual([MUG + DELIVERY, 2 * MUG]))
  })

  it("charges no more when the merchant captures by hand at the same moment, in another process", async () => {
    const bought = await sending.buy(MUGS)
    const books = readBooks(suite)
    const { id } = (await books.findPaymentBySession(bought.sessionId))!
    const begin = books.begin.bind(books)
    // After what is due was told, before the capture of it is written down.
    jest.spyOn(books, "begin").mockImplementationOnce(async (...step) => {
      await captureOutside(suite, bought, 1000)
      const byHand = {
        kind: "capture",
        amount: "10",
        minorAmount: 1000,
        medusaId: "capt_by_hand",
        request: {},
      } as const
      const { id: operationId } = await begin(id, byHand)
      await books.settle(operationId, { state: "succeeded" })
      return begin(...step)
    })
    await sending.ship(bought, { "MUG-WHITE": 2 })
    await settled(bought)
    expect(sending.captured(bought)).toEqual([1000, MUG + DELIVERY])
  })

  it("charges no more for events that come again, and again", async () => {
    const bought = await sending.buy(MUGS)
    const id = await sending.ship(bought, { "MUG-WHITE": 2 })
    await eventually(() => expect(inAll(bought)).toBe(2 * MUG + DELIVERY))
    const bus = suite.getContainer().resolve(Modules.EVENT_BUS)
    for (let count = 0; count < 5; count += 1) {
      await bus.emit({ name: "shipment.created", data: { id } })
    }
    await settled(bought)
    expect(sending.captured(bought)).toEqual([2 * MUG + DELIVERY])
  })

  it("charges delivery once for parcels that leave at the same moment", async () => {
    const bought = await sending.buy(MUGS)
    const parcels = [await sending.pack(bought, { "MUG-WHITE": 2 }), await sending.pack(bought, { "MUG-COBALT": 1 })]
    await Promise.all(parcels.map((parcel) => sending.send(bought, parcel)))
    await eventually(async () => {
      await sending.check(bought)
      expect(inAll(bought)).toBe(ALL)
    })
    expect(sending.captured(bought)).toHaveLength(2)
    const delivery = scene.ledger(bought.payId).captures.flatMap(({ lines }) => lines ?? [])
    expect(delivery.filter(({ total_amount }) => total_amount === DELIVERY)).toHaveLength(1)
  })

  it("charges nothing for a fulfillment that was cancelled, and once for the one that left instead", async () => {
    const bought = await sending.buy(MUGS)
    await sending.unpack(bought, await sending.pack(bought, { "MUG-WHITE": 2 }))
    await settled(bought)
    expect(sending.captured(bought)).toEqual([])
    await sending.ship(bought, { "MUG-WHITE": 2, "MUG-COBALT": 1 })
    await eventually(() => expect(sending.captured(bought)).toEqual([ALL]))
  })

  it("charges an order that was lowered before it left over what it is then", async () => {
    const bought = await sending.buy(MUGS)
    await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 1 })
    await eventually(() => expect(scene.ledger(bought.payId).remaining).toBe(2 * MUG + DELIVERY))
    await eventually(async () => expect((await moneyOf(scene.merchant, bought.orderId)).live).toHaveLength(1))
    await sending.ship(bought, { "MUG-WHITE": 1, "MUG-COBALT": 1 })
    await eventually(() => expect(sending.captured(bought)).toEqual([2 * MUG + DELIVERY]))
  })

  describe("an order that two Klarna payments pay for", () => {
    let bought: Bought
    let second: { payId: string; sessionId: string }
    beforeEach(async () => {
      bought = await sending.buy({ items: { "MUG-WHITE": 3 } })
      await editOrder(scene.merchant, bought.orderId, { "MUG-WHITE": 4 })
    })
    const payDifference = async () => {
      const collection = await eventually(async () => {
        const { collections, unpaid } = await moneyOf(scene.merchant, bought.orderId)
        expect(unpaid).toEqual([MUG])
        return collections.find(({ status, payments }) => status === "not_paid" && payments.length === 0)!
      })
      const session = await openSession(suite, scene, collection.id)
      expect(await handIn(scene, session)).toBe("authorized")
      second = { payId: session.data.pay_id, sessionId: session.id }
    }
    const both = () => [sending.captured(bought), sending.captured(second)]

    it("is captured on both, parcel by parcel, the older first", async () => {
      await payDifference()
      await sending.ship(bought, { "MUG-WHITE": 2 })
      await eventually(() => expect(both()).toEqual([[2 * MUG + DELIVERY], []]))
      await sending.ship(bought, { "MUG-WHITE": 2 })
      await eventually(() => expect(both()).toEqual([[2 * MUG + DELIVERY, MUG], [MUG]]))
      await quiet(suite, bought.orderId)
      await sending.check(bought, second)
      expect(both()).toEqual([[2 * MUG + DELIVERY, MUG], [MUG]])
      await eventually(async () =>
        expect(await moneyOf(scene.merchant, bought.orderId)).toMatchObject({ status: "captured", due: 0 }),
      )
    })

    it("is captured on the second, too, where that was paid after everything had left", async () => {
      await eventually(async () => expect((await moneyOf(scene.merchant, bought.orderId)).unpaid).toEqual([MUG]))
      await sending.ship(bought, { "MUG-WHITE": 4 })
      await eventually(() => expect(sending.captured(bought)).toEqual([ALL]))
      await payDifference()
      await eventually(async () => {
        await sending.check(bought, second)
        expect(both()).toEqual([[ALL], [MUG]])
      })
    })
  })
})
