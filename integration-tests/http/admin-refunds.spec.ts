import { Modules } from "@medusajs/framework/utils"
import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { expectBothSidesAgree } from "./both-sides"
import { minor, MUG, readOrder } from "./changing-orders"
import { letTimePass, runJob, sql } from "./jobs"
import { createScene, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
    bought = await scene.buy({ items: { "MUG-WHITE": 3 } })
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })
  const admin = () => adminPayments(scene.merchant)
  const captureAll = () => admin().act(bought.paymentId, "captures")
  const refund = (body: object = {}) => admin().act(bought.paymentId, "refunds", body)
  const agreement = () => expectBothSidesAgree(suite, scene, bought)
  const credits = () => scene.ledger(bought.payId).credits
  const mug = async () => (await readOrder(scene.merchant, bought.orderId)).items[0]!.id
  const notes = () => sql<{ note: string | null }>(suite, "select note from refund where deleted_at is null")

  it("pays an amount back at Klarna and in Medusa, with the note on Medusa's refund", async () => {
    await captureAll()
    const { payment, operation } = await refund({ amount: 12.34, note: "the handle is off" })
    expect(operation).toMatchObject({ kind: "credit", state: "succeeded", amount: 12.34 })
    expect(payment).toMatchObject({ refunded: 12.34, medusa: { captured: bought.total, refunded: 12.34 } })
    expect(await notes()).toEqual([{ note: "the handle is off" }])
    expect(await agreement()).toMatchObject({ refunded: 1234 })
  })

  it("pays back all that was captured when nothing is named", async () => {
    await admin().act(bought.paymentId, "captures", { amount: 20 })
    await refund({ amount: 1.01 })
    await refund()
    expect(await agreement()).toMatchObject({ captured: 2000, refunded: 2000 })
    expect(await endOf(refund())).toBe("400 nothing_to_refund")
  })

  it("tells of a capture that Medusa has yet to learn of as of any other, and pays it back", async () => {
    const payments = suite.getContainer().resolve(Modules.PAYMENT)
    jest.spyOn(payments, "capturePayment").mockImplementationOnce(() => Promise.reject(new Error("the end")))
    await admin().act(bought.paymentId, "captures", { amount: 20 })
    await sql(suite, "update paygate_klarna_operation set adopting_at = adopting_at - interval '3 minutes'")
    const { payment } = await admin().read(bought.paymentId)
    expect(payment).toMatchObject({ medusa: { captured: 0 }, limits: { refund: 20 }, allowed: { refund: null } })
    await refund()
    expect(await agreement()).toMatchObject({ captured: 2000, refunded: 2000 })
  })

  it("pays items back at what they cost, delivery not among it, and tells Klarna of exactly these lines", async () => {
    await captureAll()
    const line_item_id = await mug()
    await refund({ items: [{ line_item_id, quantity: 2 }] })
    expect(credits()).toMatchObject([{ amount: 2 * MUG, lines: [{ quantity: 2, total_amount: 2 * MUG }] }])
    expect(await endOf(refund({ items: [{ line_item_id, quantity: 2 }] }))).toBe("400 quantity_invalid")
    await refund({ items: [{ line_item_id, quantity: 1 }] })
    expect(await agreement()).toMatchObject({ refunded: 3 * MUG })
  })

  it("pays back once for a double click", async () => {
    await captureAll()
    const line_item_id = await mug()
    for (const body of [{ amount: 3 }, { items: [{ line_item_id, quantity: 1 }] }, {}]) {
      const [first, second] = await Promise.all([refund(body), refund(body)])
      expect(second.operation).toEqual(first.operation)
    }
    expect(credits()).toHaveLength(3)
    expect(await agreement()).toMatchObject({ refunded: minor(bought.total) })
  })

  it("pays back once when the answer is lost and the merchant asks again", async () => {
    await captureAll()
    scene.paygate.addScenario({ call: "credit", behaviour: { kind: "lose_after" } })
    expect(await endOf(refund({ amount: 5, note: "late" }))).toBe("400 outcome_unknown")
    await refund({ amount: 5, note: "late" })
    expect(credits()).toHaveLength(1)
    expect(await notes()).toEqual([{ note: "late" }])
    await agreement()
  })

  it("is written into Medusa by the check when the answer is lost and nobody asks again", async () => {
    await captureAll()
    scene.paygate.addScenario({ call: "credit", behaviour: { kind: "lose_after" } })
    await endOf(refund({ amount: 5, note: "late" }))
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    expect(await notes()).toEqual([{ note: "late" }])
    expect(await agreement()).toMatchObject({ refunded: 500 })
  })

  it("refuses to pay back what was not captured, before anything is sent", async () => {
    expect(await endOf(refund())).toBe("400 nothing_captured")
    await admin().act(bought.paymentId, "captures", { amount: 10 })
    expect(await endOf(refund({ amount: 10.01 }))).toBe("400 refund_over_capture")
    for (const body of [{ amount: -1 }, { amount: 0 }, { amount: 1.005 }, { amount: 1, note: "x".repeat(1001) }]) {
      expect(await endOf(refund(body))).toBe("400 invalid_body")
    }
    expect(scene.paygate.requests({ call: "credit" })).toEqual([])
  })

  it("passes Paygate's refusal on with its code, and neither side has a refund", async () => {
    await captureAll()
    scene.paygate.addScenario({ call: "credit", behaviour: { kind: "declined" } })
    expect((await refusalOf(refund({ amount: 1 }))).code).toMatch(/^2[0-9A-Z]{7}$/)
    expect(await agreement()).toMatchObject({ refunded: 0 })
  })
})
