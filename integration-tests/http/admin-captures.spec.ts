import { MathBN, Modules } from "@medusajs/framework/utils"
import { decodeBase64Json } from "../../src/paygate"
import { inShop } from "../shop/suite"
import { adminPayments, endOf, refusalOf } from "./admin-payments"
import { expectBothSidesAgree } from "./both-sides"
import { capturable, DELIVERY, editOrder, minor, MUG, mugs, quiet, readOrder, THREE_MUGS } from "./changing-orders"
import { letTimePass, runJob, sql } from "./jobs"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })
  const admin = () => adminPayments(scene.merchant)
  const capture = (id: string, body: object = {}) => admin().act(id, "captures", body)
  const agreement = (bought: Bought, given?: { stillDue: number }) => expectBothSidesAgree(suite, scene, bought, given)
  const captures = ({ payId }: Bought) => scene.ledger(payId).captures
  const itemsOf = async ({ orderId }: Bought) => {
    const { items } = await readOrder(scene.merchant, orderId)
    return (sku: string) => items.find(({ variant_sku }) => variant_sku === sku)!.id
  }
  const lastRequest = () => scene.paygate.requests({ call: "capture" }).at(-1)!.parameters

  it("captures an amount at Klarna and in Medusa, and answers with the operation", async () => {
    const bought = await scene.buy()
    const { payment, operation } = await capture(bought.paymentId, { amount: 25 })
    expect(operation).toMatchObject({ kind: "capture", state: "succeeded", amount: 25, releases_rest: false })
    expect(payment).toMatchObject({ captured: 25, medusa: { captured: 25, refunded: 0 } })
    expect(payment.remaining).toBeCloseTo(bought.total - 25)
    expect(await agreement(bought)).toMatchObject({ captured: 2500, payment_status: "partially_captured" })
  })

  it("captures all that is left when nothing is named, and Medusa counts the order as captured", async () => {
    const bought = await scene.buy()
    await capture(bought.paymentId, { amount: 10.01 })
    await capture(bought.paymentId)
    expect(await agreement(bought)).toMatchObject({
      captured: minor(bought.total),
      remaining: 0,
      payment_status: "captured",
    })
    expect((await scene.merchant.readPayment(bought.orderId)).captured_at).not.toBeNull()
  })

  it("knows each capture again where the rest has more digits than Medusa's numbers", async () => {
    await scene.merchant.http.post("/admin/promotions", {
      code: "FIVE-OFF",
      type: "standard",
      status: "active",
      application_method: {
        type: "fixed",
        target_type: "items",
        allocation: "across",
        value: 5,
        currency_code: "eur",
      },
    })
    // Taxed at different rates, the items' shares of a fixed discount have no end.
    const bought = await scene.buy({ promotionCodes: ["FIVE-OFF"] })
    const [{ total } = { total: "" }] = await sql<{ total: string }>(
      suite,
      "select raw_amount->>'value' as total from payment where id = ?",
      [bought.paymentId],
    )
    const restAfter = (cents: number) => MathBN.sub(total, MathBN.div(cents, 100))
    const cents = Array.from({ length: 5_000 }, (_, index) => index + 100).find(
      (one) => !restAfter(one).eq(restAfter(one).toNumber()),
    )
    await capture(bought.paymentId, { amount: cents! / 100 })
    await capture(bought.paymentId)
    const written = (await scene.merchant.readPayment(bought.orderId)).captures.map(({ id }) => id)
    const booked = await sql<{ medusa_id: string }>(
      suite,
      "select medusa_id from paygate_klarna_operation where kind = 'capture'",
    )
    expect(booked.map(({ medusa_id }) => medusa_id).sort()).toEqual([...written].sort())
    expect(await agreement(bought)).toMatchObject({ remaining: 0, payment_status: "captured" })
  })

  it("tells what can be captured after an order change, and captures that, though Klarna holds more", async () => {
    const bought = await scene.buy(THREE_MUGS)
    const { orderId, paymentId } = bought
    await capture(paymentId, { amount: 10 })
    await editOrder(scene.merchant, orderId, { "MUG-WHITE": 2 })
    const { id } = await capturable(scene, orderId, mugs(2) - 1000)
    const most = (mugs(2) - 1000) / 100
    expect((await admin().read(id)).payment).toMatchObject({
      remaining: (mugs(3) - 1000) / 100,
      limits: { capture: most, refund: 10 },
      order_amount: null,
    })
    expect(await endOf(capture(id, { amount: most + 0.01 }))).toBe("400 capture_over_authorization")
    expect((await capture(id)).operation).toMatchObject({ amount: most })
    await quiet(suite, orderId)
    expect(await agreement(bought)).toMatchObject({ captured: mugs(2) })
  })

  it("captures items at what they cost, delivery with the first, and tells Klarna of exactly these lines", async () => {
    const bought = await scene.buy({ items: { "MUG-WHITE": 3 } })
    const mug = (await itemsOf(bought))("MUG-WHITE")
    await capture(bought.paymentId, { items: [{ line_item_id: mug, quantity: 2 }] })
    expect(captures(bought).map(({ amount }) => amount)).toEqual([2 * MUG + DELIVERY])
    expect(captures(bought)[0]!.lines).toMatchObject([
      { quantity: 2, total_amount: 2 * MUG },
      { type: "shipping_fee", total_amount: DELIVERY },
    ])
    await capture(bought.paymentId, { items: [{ line_item_id: mug, quantity: 1 }] })
    expect(captures(bought)[1]).toMatchObject({ amount: MUG, lines: [{ quantity: 1 }] })
    expect(await agreement(bought)).toMatchObject({ remaining: 0, payment_status: "captured" })
  })

  it("adds up to the cent however an order with discounts is cut into items", async () => {
    const bought = await scene.buy({ items: { "SHIRT-M": 3, "BOOK-HARD": 1 }, promotionCodes: ["KLARNA10"] })
    const idOf = await itemsOf(bought)
    for (const sku of ["SHIRT-M", "BOOK-HARD", "SHIRT-M", "SHIRT-M"]) {
      await capture(bought.paymentId, { items: [{ line_item_id: idOf(sku), quantity: 1 }] })
    }
    expect(captures(bought)).toHaveLength(4)
    expect(await agreement(bought)).toMatchObject({ captured: minor(bought.total), remaining: 0 })
  })

  it.each([
    ["se", "SEK"],
    ["gb", "GBP"],
  ] as const)(
    "captures and refunds item by item in %s's currency, to the last minor unit",
    async (market, currency) => {
      const bought = await scene.buy({ market, items: { "SHIRT-M": 3, "BOOK-HARD": 1 } })
      const idOf = await itemsOf(bought)
      const one = (sku: string) => ({ items: [{ line_item_id: idOf(sku), quantity: 1 }] })
      for (const sku of ["SHIRT-M", "BOOK-HARD", "SHIRT-M", "SHIRT-M"]) {
        await capture(bought.paymentId, one(sku))
      }
      expect(scene.ledger(bought.payId).currency).toBe(currency)
      expect(captures(bought)).toHaveLength(4)
      const refunds = ["SHIRT-M", "SHIRT-M", "BOOK-HARD", "SHIRT-M"].map(one)
      for (const body of refunds) {
        await admin().act(bought.paymentId, "refunds", body)
      }
      expect(await agreement(bought)).toMatchObject({ captured: minor(bought.total), remaining: 0 })
      const credited = scene.ledger(bought.payId).credits.flatMap(({ lines }) => lines ?? [])
      expect(credited).toHaveLength(4)
    },
  )

  it("passes on where the parcels are", async () => {
    const { paymentId } = await scene.buy()
    const parcel = {
      shipping_company: "DHL",
      shipping_method: "Home",
      tracking_number: "JD014600006281230704",
      tracking_url: "https://shop.example/track?a=1&b=2",
    }
    await capture(paymentId, { amount: 5, shipping_info: [parcel] })
    expect(decodeBase64Json(lastRequest()["ShippingData"]!)).toEqual({ shipping_info: [parcel] })
  })

  it("releases the rest with the capture when asked to, and Medusa's amounts stay", async () => {
    const bought = await scene.buy()
    const { payment, operation } = await capture(bought.paymentId, { amount: 40, release_remaining: true })
    expect(lastRequest()["CompleteType"]).toBe("YES")
    expect(operation).toMatchObject({ releases_rest: true })
    expect(payment).toMatchObject({ captured: 40, remaining: 0, allowed: { capture: "nothing_left" } })
    const rest = minor(bought.total) - 4000
    expect(await agreement(bought, { stillDue: rest })).toMatchObject({ captured: 4000, released: rest })
  })

  it("does not ask for a release where nothing is left to release", async () => {
    const { paymentId, payId, total } = await scene.buy()
    await capture(paymentId, { release_remaining: true })
    expect(lastRequest()["CompleteType"]).toBeUndefined()
    expect(sumsOf(scene.ledger(payId))).toMatchObject({ captured: minor(total), released: 0 })
  })

  it("captures once for a double click, of an amount, of items and of all", async () => {
    const bought = await scene.buy({ items: { "MUG-WHITE": 3 } })
    const mug = (await itemsOf(bought))("MUG-WHITE")
    for (const body of [{ amount: 3 }, { items: [{ line_item_id: mug, quantity: 1 }] }, {}]) {
      const [first, second] = await Promise.all([capture(bought.paymentId, body), capture(bought.paymentId, body)])
      expect(second.operation).toEqual(first.operation)
    }
    expect(captures(bought)).toHaveLength(3)
    expect(await agreement(bought)).toMatchObject({ remaining: 0 })
  })

  it.each([{ amount: 25 }, {}])(
    "captures once when the answer is lost and the merchant asks again for %j",
    async (body) => {
      const bought = await scene.buy()
      scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      expect(await endOf(capture(bought.paymentId, body))).toBe("400 outcome_unknown")
      expect((await admin().read(bought.paymentId)).payment.allowed.capture).toBe("open_operation")
      const { operation } = await capture(bought.paymentId, body)
      expect(operation).toMatchObject({ kind: "capture", state: "succeeded" })
      expect(captures(bought)).toHaveLength(1)
      await agreement(bought)
    },
  )

  it("books the released rest, too, when the answer to such a capture was lost", async () => {
    const bought = await scene.buy()
    scene.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
    await endOf(capture(bought.paymentId, { amount: 40, release_remaining: true }))
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    const rest = minor(bought.total) - 4000
    expect(await agreement(bought, { stillDue: rest })).toMatchObject({ captured: 4000, released: rest })
  })

  it("is done at Klarna although Medusa could not write it down, and the check makes up for it", async () => {
    const bought = await scene.buy()
    const orders = suite.getContainer().resolve(Modules.ORDER)
    jest.spyOn(orders, "addOrderTransactions").mockImplementationOnce(() => Promise.reject(new Error("the end")))
    expect(await endOf(capture(bought.paymentId, { amount: 25 }))).toBe("done")
    await sql(suite, "update paygate_klarna_operation set adopting_at = adopting_at - interval '3 minutes'")
    await sql(suite, "update capture set created_at = created_at - interval '6 minutes'")
    await admin().act(bought.paymentId, "sync")
    expect(await agreement(bought)).toMatchObject({ captured: 2500 })
  })

  it("refuses more than is left before anything is sent", async () => {
    const { paymentId } = await scene.buy()
    expect(await endOf(capture(paymentId, { amount: 100_000 }))).toBe("400 capture_over_authorization")
    expect(scene.paygate.requests({ call: "capture" })).toEqual([])
  })

  it("refuses what Medusa's payment could not take", async () => {
    const bought = await scene.buy()
    await capture(bought.paymentId)
    expect(await endOf(capture(bought.paymentId, { amount: 1 }))).toBe("400 capture_over_authorization")
    expect(await endOf(capture(bought.paymentId))).toBe("400 nothing_left")
  })

  it("passes Paygate's refusal on with its code, and neither side has a capture", async () => {
    const bought = await scene.buy()
    scene.paygate.addScenario({ call: "capture", behaviour: { kind: "declined" } })
    const refused = await refusalOf(capture(bought.paymentId, { amount: 10 }))
    expect(refused.code).toMatch(/^2[0-9A-Z]{7}$/)
    const { operations } = await admin().read(bought.paymentId)
    expect(operations.at(-1)).toMatchObject({
      state: "failed",
      code: refused.code,
      meaning: expect.any(String) as string,
    })
    expect(await agreement(bought)).toMatchObject({ captured: 0 })
  })

  it("is at peace with Medusa's own captures beside it", async () => {
    const bought = await scene.buy()
    await Promise.allSettled([
      scene.merchant.capture(bought.paymentId, 11),
      capture(bought.paymentId, { amount: 22 }),
      scene.merchant.capture(bought.paymentId, 33),
    ])
    // Medusa gives transactions that another capture has not written yet the amount of its own; the check puts that right.
    await letTimePass(suite, 6, [bought.sessionId])
    await sql(suite, "update capture set created_at = created_at - interval '6 minutes'")
    await runJob(suite)
    await agreement(bought)
  })
})
