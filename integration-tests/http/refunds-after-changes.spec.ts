import { inShop } from "../shop/suite"
import { adminPayments, endOf } from "./admin-payments"
import {
  capturable,
  editOrder,
  expectAgreement,
  minor,
  moneyOf,
  mugs,
  quiet,
  readOrder,
  THREE_MUGS,
} from "./changing-orders"
import { letTimePass, runJob } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

/** What is captured on the order's first payment, and on the one after its change, in minor units. */
const FIRST = 1000
const SECOND = mugs(2) - FIRST

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  let newest: string
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy(THREE_MUGS)
    const { merchant } = scene
    await merchant.capture(bought.paymentId, FIRST / 100)
    await editOrder(merchant, bought.orderId, { "MUG-WHITE": 2 })
    const { id } = await capturable(scene, bought.orderId, SECOND)
    newest = id
    await merchant.capture(id)
    await quiet(suite, bought.orderId)
  })
  afterEach(() => quiet(suite, bought.orderId))
  const refund = (body: object = {}) => adminPayments(scene.merchant).act(bought.paymentId, "refunds", body)
  const read = async () => (await adminPayments(scene.merchant).read(bought.paymentId)).payment
  const credits = () => scene.ledger(bought.payId).credits.map(({ amount }) => amount)
  const agreement = () => expectAgreement(scene, bought.orderId, bought.payId)
  /** What was refunded on each of Medusa's payments, in minor units. */
  const refunded = async () => {
    const { payments } = await moneyOf(scene.merchant, bought.orderId)
    const sumOf = (id: string) =>
      payments.find((one) => one.id === id)!.refunds.reduce((sum, { amount }) => sum + minor(amount), 0)
    return [sumOf(bought.paymentId), sumOf(newest)]
  }
  const loseSecond = (kind: "lose_before" | "lose_after", amount: number) =>
    scene.paygate.addScenario({ call: "credit", match: { amount }, behaviour: { kind } })

  it("pay back all that was captured with one request, each part on its payment of Medusa's", async () => {
    expect(await read()).toMatchObject({ limits: { capture: 0, refund: mugs(2) / 100 } })
    const { payment, operation } = await refund({ note: "sorry" })
    expect(operation).toMatchObject({ kind: "credit", amount: FIRST / 100 })
    expect(payment).toMatchObject({ refunded: mugs(2) / 100, limits: { refund: 0 } })
    expect(credits()).toEqual([SECOND, FIRST])
    expect(await refunded()).toEqual([FIRST, SECOND])
    expect(await agreement()).toMatchObject({ refunded: mugs(2) })
    expect(await endOf(refund())).toBe("400 nothing_to_refund")
  })

  it("pay back an amount above what was captured on either", async () => {
    expect(await endOf(refund({ amount: mugs(2) / 100 + 0.01 }))).toBe("400 refund_over_capture")
    await refund({ amount: 20 })
    expect(credits()).toEqual([SECOND, 2000 - SECOND])
    await refund({ amount: 1 })
    expect(credits()).toHaveLength(3)
    expect(await agreement()).toMatchObject({ refunded: 2100 })
  })

  it("pay back items above it, and name them once", async () => {
    const [mug] = (await readOrder(scene.merchant, bought.orderId)).items
    const { order_items } = await refund({ items: [{ line_item_id: mug!.id, quantity: 2 }] })
    expect(order_items!.items).toMatchObject([{ refunded: 2 }])
    expect(order_items!.without_items.refunded).toBe(0)
    expect(credits()).toEqual([SECOND, 2000 - SECOND])
    expect(await agreement()).toMatchObject({ refunded: 2000 })
  })

  it.each([{}, { amount: 20 }])("pay back %j once for a double click", async (body) => {
    const [first, second] = await Promise.all([refund(body), refund(body)])
    expect(second.operation).toEqual(first.operation)
    expect(credits()).toHaveLength(2)
    await agreement()
  })

  it.each([
    ["lose_before", "all", {}, SECOND],
    ["lose_after", "all", {}, SECOND],
    ["lose_before", "all", {}, FIRST],
    ["lose_after", "all", {}, FIRST],
    ["lose_before", "an amount", { amount: 20 }, SECOND],
    ["lose_after", "an amount", { amount: 20 }, SECOND],
    ["lose_before", "an amount", { amount: 20 }, 2000 - SECOND],
    ["lose_after", "an amount", { amount: 20 }, 2000 - SECOND],
  ] as const)("go on where %s has interrupted %s, and pay nothing back twice", async (kind, _, body, amount) => {
    loseSecond(kind, amount)
    expect(await endOf(refund(body))).toBe("400 outcome_unknown")
    expect(await endOf(refund(body))).toBe("done")
    expect(credits().reduce((sum, one) => sum + one, 0)).toBe("amount" in body ? 2000 : mugs(2))
    expect(credits()).toHaveLength(2)
    await agreement()
  })

  it("are written by the check as far as they were carried out, when nobody asks again", async () => {
    loseSecond("lose_after", FIRST)
    await endOf(refund())
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    expect(await refunded()).toEqual([FIRST, SECOND])
    expect(await agreement()).toMatchObject({ refunded: mugs(2) })
  })

  it("end an interrupted one: what follows another refund is a refund of its own", async () => {
    scene.paygate.addScenario({ call: "credit", match: { amount: 1600 - SECOND }, behaviour: { kind: "declined" } })
    expect(await endOf(refund({ amount: 16 }))).not.toBe("done")
    await refund({ amount: 1 })
    expect(credits()).toEqual([SECOND, 100])
    expect(await endOf(refund({ amount: 16 }))).toBe("400 refund_over_capture")
    await agreement()
  })
})
