import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import fc from "fast-check"
import type { BuildInput } from "../../src/simulator"
import {
  processNotificationsWorkflow,
  receiveNotificationWorkflow,
  reconcileDuePaymentsWorkflow,
} from "../../src/workflows"
import { inShop } from "../shop/suite"
import { eventually } from "./eventually"
import { printedBy } from "./printed"
import { createScene, sumsOf, type Scene } from "./scene"

jest.setTimeout(120_000)

/** What Paygate declares (protocol facts, section 4). */
const LATIN_1 = "application/x-www-form-urlencoded; charset=iso-8859-1"

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const container = () => suite.getContainer()
  const sql = <Row>(statement: string) =>
    container().resolve(ContainerRegistrationKeys.PG_CONNECTION).raw<{ rows: Row[] }>(statement)
  const readOrder = (id: string) => scene.merchant.readOrder(id)
  const paymentsOf = async (orderId: string) =>
    (await readOrder(orderId)).payment_collections.flatMap(({ payments }) => payments)

  const address = (path = "eu/notify") => `${suite.backendUrl()}/hooks/paygate-klarna/${path}`
  const post = (body: string | Uint8Array<ArrayBuffer>, { path = "eu/notify", type = LATIN_1 } = {}) =>
    fetch(address(path), { method: "POST", body, headers: { "content-type": type } })
  const notify = async (payId: string, input: BuildInput = {}, options = {}) =>
    (await post(scene.paygate.buildNotification(payId, input).body, options)).status

  describe("a pending order", () => {
    it("exists, is unpaid and cannot be captured until Klarna has decided", async () => {
      const { orderId, sessionId, payId } = await scene.buyPending()
      expect((await readOrder(orderId)).payment_status).toBe("awaiting")
      expect(await paymentsOf(orderId)).toEqual([])
      expect(await scene.shopper.readStatus(sessionId)).toMatchObject({ status: "pending_authorization" })
      expect(scene.ledger(payId).state).toBe("pending")
    })

    it("is authorized when Paygate reports that Klarna has accepted it", async () => {
      const { orderId, sessionId, payId, total } = await scene.buyPending()
      scene.paygate.settle(payId, { outcome: "accepted" })
      await scene.paygate.notificationsIdle()
      await eventually(async () => expect((await readOrder(orderId)).payment_status).toBe("authorized"))
      const [payment] = await paymentsOf(orderId)
      expect(payment?.amount).toBe(total)
      expect((await scene.shopper.readStatus(sessionId)).status).toBe("authorized")
      await scene.merchant.capture(payment!.id)
      expect(sumsOf(scene.ledger(payId))).toMatchObject({ captured: Math.round(total * 100), remaining: 0 })
    })

    it("is cancelled when Paygate reports that Klarna has rejected it, with the reason for the merchant", async () => {
      const { orderId, sessionId, payId } = await scene.buyPending()
      scene.paygate.settle(payId, { outcome: "rejected" })
      await scene.paygate.notificationsIdle()
      await eventually(async () => expect((await readOrder(orderId)).status).toBe("canceled"))
      const { order } = await scene.merchant.http.get<{ order: { metadata: Record<string, string> } }>(
        `/admin/orders/${orderId}?fields=metadata`,
      )
      expect(order.metadata["paygate_klarna_note"]).toMatch(/^Klarna has not accepted this order: .*\(2289\w{4}\)$/)
      expect((await scene.shopper.readStatus(sessionId)).status).toBe("failed")
      expect(scene.ledger(payId).authorized).toBe(0)
    })

    it("is settled by asking when the notification never comes", async () => {
      const { orderId, payId } = await scene.buyPending()
      scene.paygate.holdNotifications(true)
      scene.paygate.settle(payId, { outcome: "accepted" })
      await sql("update paygate_klarna_payment set next_check_at = now()")
      await reconcileDuePaymentsWorkflow(container()).run({ input: {} })
      expect((await readOrder(orderId)).payment_status).toBe("authorized")
    })

    it("is not revived when it was cancelled meanwhile: its authorization is released", async () => {
      const { orderId, payId, total } = await scene.buyPending()
      await scene.merchant.cancelOrder(orderId)
      scene.paygate.settle(payId, { outcome: "accepted" })
      await scene.paygate.notificationsIdle()
      await eventually(() =>
        expect(sumsOf(scene.ledger(payId))).toMatchObject({ released: Math.round(total * 100), remaining: 0 }),
      )
      expect((await readOrder(orderId)).status).toBe("canceled")
      expect(await paymentsOf(orderId)).toEqual([])
    })

    it.each<[string, BuildInput]>([
      ["whose MAC is forged", { mac: "forged" }],
      ["whose status was swapped under the old MAC", { status: "OK", code: "00000000", mac: "original" }],
      ["whose length is wrong", { len_offset: 40 }],
    ])("does not believe a notification %s", async (_what, input) => {
      const { orderId, payId } = await scene.buyPending()
      expect(await notify(payId, input)).toBe(400)
      expect((await readOrder(orderId)).payment_status).toBe("awaiting")
      expect(scene.paygate.requests({ call: "inquire", pay_id: payId })).toEqual([])
    })

    it("does not believe a notification with a changed byte", async () => {
      const { payId } = await scene.buyPending()
      const { body } = scene.paygate.buildNotification(payId)
      const flipped = body.replace(
        /Data=(.)(.)/,
        (_, one: string, two: string) => `Data=${two === one ? "f" : two}${one}`,
      )
      expect((await post(flipped)).status).toBe(400)
    })

    it("only asks Paygate when a notification has no MAC, whatever it says", async () => {
      const { orderId, payId } = await scene.buyPending()
      expect(await notify(payId, { status: "FAILED", code: "22890302", mac: "none" })).toBe(200)
      expect(await notify(payId, { status: "OK", code: "00000000", mac: "none" })).toBe(200)
      await eventually(() =>
        expect(scene.paygate.requests({ call: "inquire", pay_id: payId }).length).toBeGreaterThan(0),
      )
      expect(await readOrder(orderId)).toMatchObject({ status: "pending", payment_status: "awaiting" })
    })
  })

  it("takes ten at once for one", async () => {
    const { orderId, payId } = await scene.buyPending()
    scene.paygate.holdNotifications(true)
    scene.paygate.settle(payId, { outcome: "accepted" })
    const statuses = await Promise.all(Array.from({ length: 10 }, () => notify(payId)))
    expect(new Set(statuses)).toEqual(new Set([200]))
    await eventually(async () => expect((await readOrder(orderId)).payment_status).toBe("authorized"))
    expect(await paymentsOf(orderId)).toHaveLength(1)
    const { rows } = await sql("select id from paygate_klarna_notification")
    expect(rows).toHaveLength(1)
  })

  it("is not moved back by one that comes late or contradicts", async () => {
    const { orderId, paymentId, payId } = await scene.buy()
    await scene.merchant.capture(paymentId, 10)
    expect(await notify(payId, { status: "FAILED", code: "22890302" })).toBe(200)
    expect(await notify(payId, { status: "PENDING", code: "62890000" })).toBe(200)
    await eventually(async () => {
      const { rows } = await sql<{ processed_at: string | null }>(
        "select processed_at from paygate_klarna_notification",
      )
      expect(rows.map(({ processed_at }) => processed_at !== null)).toEqual([true, true])
    })
    expect((await readOrder(orderId)).status).toBe("pending")
    await scene.merchant.capture(paymentId, 10)
    expect(scene.ledger(payId)).toMatchObject({ captured: 2000, released: 0 })
  })

  it("acts at the next start upon one that was only kept", async () => {
    const { orderId, payId } = await scene.buyPending()
    scene.paygate.holdNotifications(true)
    scene.paygate.settle(payId, { outcome: "accepted" })
    const { body } = scene.paygate.buildNotification(payId)
    await receiveNotificationWorkflow(container()).run({
      input: { fields: Object.fromEntries(new URLSearchParams(body)), providerId: suite.shop().providerId },
    })
    expect((await readOrder(orderId)).payment_status).toBe("awaiting")
    await processNotificationsWorkflow(container()).run({ input: {} })
    expect((await readOrder(orderId)).payment_status).toBe("authorized")
  })

  describe("one that cannot be acted upon", () => {
    /** Says what Paygate does not show. */
    const keepOne = async () => {
      const { orderId, payId, sessionId } = await scene.buyPending()
      scene.paygate.holdNotifications(true)
      expect(await notify(payId, { status: "OK", code: "00000000" })).toBe(200)
      const attempts = async () =>
        (await sql<{ attempts: number }>("select attempts from paygate_klarna_notification")).rows[0]?.attempts
      await eventually(async () => expect(await attempts()).toBe(1))
      return { orderId, payId, sessionId }
    }
    const after = async (days: number) => {
      await sql(`update paygate_klarna_notification
        set created_at = now() - interval '${days} days', next_attempt_at = now()`)
      const logger = container().resolve(ContainerRegistrationKeys.LOGGER)
      const printed = await printedBy(logger, () => processNotificationsWorkflow(container()).run({ input: {} }))
      const { rows } = await sql<{ next_attempt_at: string | null }>(
        "select next_attempt_at from paygate_klarna_notification",
      )
      return { printed, isWaiting: rows[0]?.next_attempt_at !== null }
    }

    it("is given up after a week, and the merchant is told of what", async () => {
      const { payId, sessionId } = await keepOne()
      expect((await after(6)).isWaiting).toBe(true)
      const { printed, isWaiting } = await after(8)
      expect(isWaiting).toBe(false)
      expect(printed).toMatch(new RegExp(`code 00000000 is given up .*TransID ${sessionId}, PayID ${payId}`))
    })

    it("is given up, too, where each attempt fails", async () => {
      await keepOne()
      await sql("update paygate_klarna_notification set provider_id = 'pp_paygate-klarna_gone'")
      const early = await after(6)
      expect(early.isWaiting).toBe(true)
      expect(early.printed).not.toContain("given up")
      expect((await after(8)).isWaiting).toBe(false)
    })

    it("leaves its payment to the check, which finds what it was about", async () => {
      const { orderId, payId } = await keepOne()
      await sql("update paygate_klarna_notification set provider_id = 'pp_paygate-klarna_gone'")
      await sql("update paygate_klarna_payment set next_check_at = null")
      await after(8)
      scene.paygate.settle(payId, { outcome: "accepted" })
      // By the first check, or by the next where something was under way beside it.
      await eventually(async () => {
        await sql("update paygate_klarna_payment set next_check_at = next_check_at - interval '2 minutes'")
        await reconcileDuePaymentsWorkflow(container()).run({ input: {} })
        expect((await readOrder(orderId)).payment_status).toBe("authorized")
      })
    })
  })

  describe("the address", () => {
    it.each([
      LATIN_1,
      "application/x-www-form-urlencoded; charset=utf-8",
      "application/x-www-form-urlencoded",
      "text/plain",
    ])("takes a body declared as %s", async (type) => {
      const { payId } = await scene.buy()
      expect(await notify(payId, {}, { type })).toBe(200)
    })

    it("takes a GET", async () => {
      const { payId } = await scene.buy()
      const { body } = scene.paygate.buildNotification(payId)
      expect((await fetch(`${address()}?${body}`)).status).toBe(200)
    })

    it("answers everything invalid alike, and counts only that", async () => {
      const { payId } = await scene.buy()
      const answers: string[] = []
      for (const body of ["", "Len=8&Data=00", "x".repeat(100_000), "Len=8&Data=0011223344556677", "%%%"]) {
        const answer = await post(body)
        answers.push(`${answer.status} ${await answer.text()}`)
      }
      expect(new Set(answers)).toEqual(new Set(["400 invalid"]))
      const flood = await Promise.all(Array.from({ length: 30 }, () => post("Len=8&Data=00")))
      expect(flood.some(({ status }) => status === 429)).toBe(true)
      expect(await notify(payId)).toBe(200)
    })

    it("never answers 5xx, whatever is posted", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 400 })),
          fc.constantFrom(LATIN_1, "application/json", "multipart/form-data; boundary=x", "image/png"),
          fc.constantFrom("eu/notify", "nobody/notify"),
          async (body, type, path) => {
            const { status } = await post(typeof body === "string" ? body : new Uint8Array(body), { type, path })
            expect(status).toBeGreaterThanOrEqual(400)
            expect(status).toBeLessThan(500)
          },
        ),
        { numRuns: 60 },
      )
    })
  })
})
