import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { decodeBase64Json, sumOfTotals, type OrderLine } from "../../src/paygate"
import type { PaygateCarryOverRecord } from "../../src/modules/paygate-klarna"
import { withOrder } from "../../src/reconciliation/with-order"
import { settleOrderWorkflow } from "../../src/workflows"
import { inShop } from "../shop/suite"
import { readBooks } from "./both-sides"
import {
  callsOf,
  capturable,
  DELIVERY,
  editOrder,
  expectAgreement,
  MUG,
  moneyOf,
  mugs,
  quiet,
  THREE_MUGS,
} from "./changing-orders"
import { eventually } from "./eventually"
import { sql } from "./jobs"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  afterEach(() => quiet(suite, bought.orderId))
  const edit = (orderId: string, quantity: number) => editOrder(scene.merchant, orderId, { "MUG-WHITE": quantity })
  const sums = (payId: string) => sumsOf(scene.ledger(payId))
  const buy = async () => (bought = await scene.buy(THREE_MUGS))

  describe("an order that shrinks before anything is captured", () => {
    beforeEach(async () => {
      await buy()
      await edit(bought.orderId, 2)
    })

    it("has its authorization lowered, with the lines as they are now", async () => {
      await capturable(scene, bought.orderId, mugs(2))
      const { parameters } = callsOf(scene, bought.payId, "updateOrder")[0]!
      const { order_lines } = decodeBase64Json(parameters["ArticleList"] ?? "") as { order_lines: OrderLine[] }
      expect(order_lines.map(({ quantity, total_amount }) => [quantity, total_amount])).toEqual([
        [2, 2 * MUG],
        [1, DELIVERY],
      ])
      expect(sumOfTotals(order_lines)).toBe(Number(parameters["Amount"]))
      expect(sums(bought.payId)).toMatchObject({ authorized: mugs(2), remaining: mugs(2) })
      expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({
        status: "authorized",
        unpaid: [],
      })
    })

    it("is captured, and refunded, as any other", async () => {
      const { id } = await capturable(scene, bought.orderId, mugs(2))
      await scene.merchant.capture(id)
      expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ status: "captured", due: 0 })
      expect(sums(bought.payId)).toMatchObject({ captured: mugs(2), released: 0, remaining: 0 })
      await scene.merchant.refund(id, 10)
      expect(await expectAgreement(scene, bought.orderId, bought.payId)).toMatchObject({ refunded: 1000 })
    })
  })

  it("carries over once, however often it is asked at a time", async () => {
    const { orderId, payId } = await buy()
    await edit(orderId, 2)
    const settle = () => settleOrderWorkflow(suite.getContainer()).run({ input: { order_id: orderId } })
    await Promise.all([settle(), settle(), settle()])
    await capturable(scene, orderId, mugs(2))
    expect(callsOf(scene, payId, "updateOrder")).toHaveLength(1)
    expect((await moneyOf(scene.merchant, orderId)).payments).toHaveLength(2)
  })

  it("is found by the old payment's id and by the new one's", async () => {
    const { orderId, paymentId, payId } = await buy()
    await edit(orderId, 2)
    const { id } = await capturable(scene, orderId, mugs(2))
    const read = (payment: string) => scene.merchant.http.get(`/admin/paygate-klarna/payments/${payment}`)
    for (const known of [paymentId, id]) {
      expect(await read(known)).toMatchObject({
        payment: { id: known, pay_id: payId, remaining: mugs(2) / 100, on_order_change: "lowered" },
      })
    }
  })

  it("goes on through several changes in a row, also while the last is not carried over yet", async () => {
    const { orderId, payId } = await buy()
    await edit(orderId, 2)
    await edit(orderId, 1)
    await capturable(scene, orderId, mugs(1))
    await edit(orderId, 0)
    const { id } = await capturable(scene, orderId, DELIVERY)
    await scene.merchant.capture(id)
    expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0, unpaid: [] })
  })

  describe("a payment captured in part", () => {
    beforeEach(async () => {
      await buy()
      await scene.merchant.capture(bought.paymentId, 10)
    })

    it("goes on over what is still due, unchanged at Klarna, and the rest is released at the end", async () => {
      const { orderId, payId } = bought
      await edit(orderId, 2)
      const { id } = await capturable(scene, orderId, mugs(2) - 1000)
      expect(callsOf(scene, payId, "updateOrder")).toEqual([])
      expect(sums(payId)).toMatchObject({ authorized: mugs(3), captured: 1000, remaining: mugs(3) - 1000 })
      await scene.merchant.capture(id)
      await eventually(() => expect(sums(payId)).toMatchObject({ captured: mugs(2), released: MUG, remaining: 0 }))
      expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0, unpaid: [] })
      await scene.merchant.refund(bought.paymentId, 5)
      await scene.merchant.refund(id, 7)
      expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ refunded: 1200 })
    })

    it("has the rest released when the order shrinks to what is captured", async () => {
      const { orderId, paymentId, payId } = bought
      await scene.merchant.capture(paymentId, (mugs(2) - 1000) / 100)
      await edit(orderId, 2)
      await eventually(() => expect(sums(payId)).toMatchObject({ captured: mugs(2), released: MUG, remaining: 0 }))
      await eventually(async () =>
        expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0, unpaid: [] }),
      )
    })
  })

  it("is paid as a whole, also where the authorization was released before it could be carried over", async () => {
    const { orderId, payId, paymentId } = await buy()
    await scene.merchant.capture(paymentId, mugs(2) / 100)
    await edit(orderId, 2)
    await eventually(async () => expect((await moneyOf(scene.merchant, orderId)).status).toBe("captured"))
    // As Medusa leaves it.
    const whole = [mugs(3) / 100, JSON.stringify({ value: String(mugs(3) / 100), precision: 20 }), paymentId]
    const amount = "amount = ?, raw_amount = ?::jsonb"
    await sql(suite, `update payment set captured_at = null, ${amount} where id = ?`, whole)
    await sql(
      suite,
      `update payment_collection set status = 'partially_captured', completed_at = null, ${amount}
        where id = (select payment_collection_id from payment where id = ?)`,
      whole,
    )
    expect((await moneyOf(scene.merchant, orderId)).status).not.toBe("captured")
    await settleOrderWorkflow(suite.getContainer()).run({ input: { order_id: orderId } })
    expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0, unpaid: [] })
  })

  it("goes on over a collection of its own where the newest was to be another payment's", async () => {
    const { orderId, payId } = await buy()
    const left = { payment_id: "pgkpay_other" } as PaygateCarryOverRecord
    jest.spyOn(readBooks(suite), "findCarryOver").mockResolvedValueOnce(left)
    await edit(orderId, 2)
    const { id } = await capturable(scene, orderId, mugs(2))
    await scene.merchant.capture(id)
    expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ status: "captured", due: 0, unpaid: [] })
  })

  it("settles many orders at once with connections to spare", async () => {
    await buy()
    const container = suite.getContainer()
    const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const orders = Array.from({ length: 24 }, (_, index) => `order_${index}`)
    const works = orders.map((id) => withOrder(container, id, () => database.raw("select 1")))
    expect(await Promise.all(works)).toHaveLength(orders.length)
  })

  it("settles many orders at once where every lock of the store's takes a connection, too", async () => {
    await buy()
    const container = suite.getContainer()
    const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const locking = container.resolve(Modules.LOCKING)
    jest.spyOn(locking, "execute").mockImplementation((_keys, job) => database.transaction(() => job()))
    const whileLocked = (id: string) => locking.execute(id, () => database.raw("select 1"))
    const orders = Array.from({ length: 24 }, (_, index) => `order_${index}`)
    const works = orders.map((id) => withOrder(container, id, () => whileLocked(id)))
    expect(await Promise.all(works)).toHaveLength(orders.length)
  })

  it("releases everything when an order shrinks to nothing", async () => {
    const { orderId, payId } = await buy()
    const credit = { amount: DELIVERY / 100, reference: "kindness", reference_id: "1" }
    await scene.merchant.http.post(`/admin/orders/${orderId}/credit-lines`, credit)
    await edit(orderId, 0)
    await eventually(() => expect(sums(payId)).toMatchObject({ released: mugs(3), remaining: 0 }))
    await eventually(async () =>
      expect(await expectAgreement(scene, orderId, payId)).toMatchObject({ due: 0, unpaid: [] }),
    )
  })
})
