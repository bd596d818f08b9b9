import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { createHttpClient, HttpError } from "../clients/http"
import { inShop } from "../shop/suite"
import { expectBothSidesAgree, readBooks } from "./both-sides"
import { readOrder } from "./changing-orders"
import { eventually } from "./eventually"
import { letTimePass, runJob, sql } from "./jobs"
import { captureOutside } from "./outside"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

interface Answer {
  payment: Record<string, unknown>
  operations: Record<string, unknown>[]
  operation?: Record<string, unknown> | null
}

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })
  const pathOf = (id: string) => `/admin/paygate-klarna/payments/${id}`
  const read = (id: string) => scene.merchant.http.get<Answer>(pathOf(id))
  const sync = (id: string) => scene.merchant.http.post<Answer>(`${pathOf(id)}/sync`)
  const agreement = (bought: Bought) => expectBothSidesAgree(suite, scene, bought)
  const bookedPayment = async ({ sessionId }: Bought) => (await readBooks(suite).findPaymentBySession(sessionId))!
  /** Puts Medusa's rows of a payment back in time, as if they had been there for so long. */
  const ageRows = (table: "payment" | "capture" | "refund", minutes: number) =>
    sql(suite, `update ${table} set created_at = created_at - interval '${minutes} minutes'`)
  const losing = (call: "capture" | "credit") => scene.paygate.addScenario({ call, behaviour: { kind: "lose_after" } })
  const endOf = (request: Promise<unknown>) =>
    request.then(
      () => "done",
      (error: unknown) => (error instanceof HttpError ? String(error.body["code"]) : String(error)),
    )

  /** The shop's own job may come in between, and takes on what it finds due. */
  async function expectCheckedOnce(bought: Bought[], results: { payment_id: string }[]): Promise<void> {
    expect(new Set(results.map(({ payment_id }) => payment_id)).size).toBe(results.length)
    for (const one of bought) {
      await eventually(async () => expect((await bookedPayment(one)).checks).toBe(1))
    }
  }

  it("shows a payment and every call, the same by payment and by session", async () => {
    const { orderId, paymentId, sessionId, payId, total } = await scene.buy()
    await scene.merchant.capture(paymentId, 50)
    await scene.merchant.refund(paymentId, 12.34)
    const shown = await read(paymentId)
    // Told right after the order was placed, unless the capture was faster.
    const operations = shown.operations.filter(({ kind }) => kind !== "update_reference")
    const invoice_nr = scene.ledger(payId).captures[0]?.invoice_nr
    const text = expect.any(String) as string
    expect(shown.payment).toEqual({
      id: paymentId,
      provider_id: "pp_paygate-klarna_eu",
      order_id: orderId,
      flow: "widget",
      is_test: true,
      test_reason: "address",
      state: "authorized",
      pay_id: payId,
      ref_nr: text,
      trans_id: sessionId,
      klarna_order_id: text,
      currency_code: "eur",
      amount: total,
      captured: 50,
      refunded: 12.34,
      released: 0,
      remaining: Math.round((total - 50) * 100) / 100,
      medusa: { captured: 50, refunded: 12.34 },
      limits: { capture: Math.round((total - 50) * 100) / 100, refund: 37.66 },
      order_amount: null,
      expires_at: text,
      expires_soon: false,
      expired_at: null,
      release_due_at: null,
      divergence: null,
      error: null,
      failed_steps: [],
      on_order_change: "captured",
      allowed: {
        capture: null,
        refund: null,
        release: null,
        address: "change_after_capture",
        reference: "change_after_capture",
        order_lines: "change_after_capture",
        resend_invoice: null,
        sync: null,
      },
      invoices: [{ invoice_nr, amount: 50, created_at: text }],
    })
    expect(operations.map(({ kind, state, amount }) => [kind, state, amount])).toEqual([
      ["create_session", "succeeded", total],
      ["create_order", "succeeded", total],
      ["capture", "succeeded", 50],
      ["credit", "succeeded", 12.34],
    ])
    expect(operations[2]).toEqual({
      id: text,
      kind: "capture",
      state: "succeeded",
      amount: 50,
      code: "00000000",
      meaning: null,
      evidence: "answer",
      message: null,
      releases_rest: false,
      fulfillment_id: null,
      req_id: text,
      xid: text,
      created_at: text,
      duration_ms: expect.any(Number) as number,
    })
    const bySession = await read(sessionId)
    expect(bySession).toEqual({ ...shown, payment: { ...shown.payment, id: sessionId } })
    const inquiry = {
      ...operations[2],
      id: text,
      kind: "inquire",
      amount: 0,
      req_id: null,
      xid: text,
      created_at: text,
      duration_ms: expect.any(Number) as number,
    }
    const synced = await sync(paymentId)
    expect(synced).toEqual({ ...shown, operations: [...shown.operations, inquiry], operation: null })
    const again = await sync(sessionId)
    expect(again).toEqual({ ...bySession, operations: [...shown.operations, inquiry], operation: null })
    // One that follows another with the same end takes its place.
    const [first, second] = [synced, again].map(({ operations: [...calls] }) => calls.at(-1)!)
    expect(second!["id"]).toBe(first!["id"])
    expect(Date.parse(String(second!["created_at"]))).toBeGreaterThan(Date.parse(String(first!["created_at"])))
  })

  it("knows nobody's payment, and tells nobody who has not logged in", async () => {
    const stranger = createHttpClient(suite.backendUrl())
    for (const ask of [
      (http: typeof stranger) => http.get(pathOf("pay_nobody")),
      (http: typeof stranger) => http.post(`${pathOf("pay_nobody")}/sync`),
    ]) {
      await expect(ask(scene.merchant.http)).rejects.toMatchObject({
        status: 404,
        body: { type: "not_found", code: "payment_unknown" },
      })
      await expect(ask(stranger)).rejects.toMatchObject({ status: 401 })
    }
  })

  it("settles what is open, writes it into Medusa, and answers with it", async () => {
    const bought = await scene.buy()
    losing("capture")
    expect(await endOf(scene.merchant.capture(bought.paymentId, 25))).toBe("outcome_unknown")
    expect((await read(bought.paymentId)).operations.at(-1)).toMatchObject({ kind: "capture", state: "unknown" })
    const { operation, payment } = await sync(bought.paymentId)
    expect(operation).toMatchObject({ kind: "capture", state: "succeeded", amount: 25 })
    expect(payment).toMatchObject({ captured: 25, divergence: null })
    expect(await agreement(bought)).toMatchObject({ captured: 2500, payment_status: "partially_captured" })
  })

  it("shows what was captured outside the shop, logs it once and moves nothing", async () => {
    const bought = await scene.buy()
    const { payId, sessionId, paymentId, total } = bought
    await captureOutside(suite, bought, 777)
    const warn = jest.spyOn(suite.getContainer().resolve(ContainerRegistrationKeys.LOGGER), "warn")
    const { payment } = await sync(paymentId)
    expect(payment["divergence"]).toEqual({
      books: { authorized: total, captured: 0, refunded: 0, released: 0 },
      paygate: { authorized: total, captured: 7.77, refunded: 0 },
      medusa: { captured: 0, refunded: 0 },
    })
    await sync(paymentId)
    const warnings = warn.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("the sums differ"))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain(sessionId)
    expect(sumsOf(scene.ledger(payId))).toMatchObject({ captured: 777, released: 0 })
    expect((await scene.merchant.readPayment(bought.orderId)).captures).toEqual([])
    // Nothing is released either while Paygate has captured what the shop does not know of.
    await scene.merchant.cancelOrder(bought.orderId)
    expect(scene.paygate.requests({ call: "reverse" })).toEqual([])
  })

  it.each(["capture", "refund"] as const)(
    "takes a %s out of Medusa that a killed process left undone",
    async (table) => {
      const bought = await scene.buy()
      await scene.merchant.capture(bought.paymentId, 50)
      await sync(bought.paymentId)
      const row = [`${table}_left`, bought.paymentId, 20, '{"value":"20","precision":20}']
      await sql(suite, `insert into ${table} (id, payment_id, amount, raw_amount) values (?, ?, ?, ?::jsonb)`, row)
      await sync(bought.paymentId)
      const rows = async () => (await scene.merchant.readPayment(bought.orderId))[`${table}s`].map(({ id }) => id)
      expect(await rows()).toContain(`${table}_left`)
      // The payment itself is not due: the row is what makes it so.
      await ageRows(table, 11)
      await sql(suite, "update paygate_klarna_payment set next_check_at = null")
      await runJob(suite)
      expect(await rows()).not.toContain(`${table}_left`)
      expect(await agreement(bought)).toMatchObject({ captured: 5000, refunded: 0 })
    },
  )

  it("writes into the order what Medusa's own workflow left out", async () => {
    const bought = await scene.buy()
    const { orderId, paymentId } = bought
    const orders = suite.getContainer().resolve(Modules.ORDER)
    const dying = () =>
      jest.spyOn(orders, "addOrderTransactions").mockImplementationOnce(() => Promise.reject(new Error("the end")))
    const due = async () => {
      const { order } = await scene.merchant.http.get<{ order: { summary: { pending_difference: number } } }>(
        `/admin/orders/${orderId}?fields=summary`,
      )
      return Math.round(order.summary.pending_difference * 100)
    }
    dying()
    expect(await endOf(scene.merchant.capture(paymentId, 25))).not.toBe("done")
    // Medusa makes up for the missing one with the amount of this one.
    await scene.merchant.capture(paymentId, 10)
    dying()
    expect(await endOf(scene.merchant.refund(paymentId, 12.34))).not.toBe("done")
    await ageRows("capture", 6)
    await ageRows("refund", 6)
    await sync(paymentId)
    expect(await agreement(bought)).toMatchObject({ captured: 3500, refunded: 1234 })
    expect(await due()).toBe(Math.round(bought.total * 100) - 3500)
    await sync(paymentId)
    expect(await due()).toBe(Math.round(bought.total * 100) - 3500)
  })

  it("ends the completion of a capture that took everything", async () => {
    const bought = await scene.buy()
    const payments = suite.getContainer().resolve(Modules.PAYMENT)
    await scene.merchant.capture(bought.paymentId)
    await payments.updatePayment({ id: bought.paymentId, captured_at: null } as never)
    await sql(suite, "update payment_collection set status = 'authorized', captured_amount = 0, completed_at = null")
    await ageRows("capture", 6)
    await sync(bought.paymentId)
    expect(await agreement(bought)).toMatchObject({ payment_status: "captured" })
    expect((await scene.merchant.readPayment(bought.orderId)).captured_at).not.toBeNull()
  })

  it("ends an authorization whose payment is there, while Medusa's collection says nothing is paid", async () => {
    const bought = await scene.buy()
    await sql(suite, "update payment_collection set status = 'not_paid', authorized_amount = null")
    await sync(bought.paymentId)
    expect(await agreement(bought)).toMatchObject({ payment_status: "not_paid" })
    await ageRows("payment", 6)
    await sync(bought.paymentId)
    expect(await agreement(bought)).toMatchObject({ payment_status: "authorized" })
    const { payment_collections } = await readOrder(scene.merchant, bought.orderId)
    expect(payment_collections).toMatchObject([{ status: "authorized", authorized_amount: bought.total }])
  })

  it("does as many of the due checks as it is told, and the others the next time", async () => {
    const bought = [await scene.buy(), await scene.buy(), await scene.buy()]
    const sessions = bought.map(({ sessionId }) => sessionId)
    // Each is told its order's number, a step after which it is looked at anew.
    await eventually(async () => {
      const payments = await Promise.all(bought.map(bookedPayment))
      expect(payments.map(({ told_ref_nr }) => told_ref_nr)).not.toContain(null)
    })
    await letTimePass(suite, 3, sessions)
    const results = [await runJob(suite, 2), await runJob(suite, 2)]
    for (const result of results) {
      expect(result.length).toBeLessThanOrEqual(2)
    }
    await expectCheckedOnce(bought, results.flat())
    expect(await runJob(suite, 2)).toEqual([])
  })

  it("looks at a payment once more when it is over, and then no more", async () => {
    const bought = await scene.buy()
    await scene.merchant.capture(bought.paymentId)
    const minutesUntilNext = async () => {
      const { next_check_at } = await bookedPayment(bought)
      return next_check_at && Math.round((Number(next_check_at) - Date.now()) / 60_000)
    }
    expect(await minutesUntilNext()).toBe(1)
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    expect(await minutesUntilNext()).toBe(15)
    await letTimePass(suite, 3, [bought.sessionId])
    await runJob(suite)
    expect(await minutesUntilNext()).toBeNull()
    await scene.merchant.refund(bought.paymentId, 5)
    expect(await minutesUntilNext()).toBe(1)
  })

  it("does everything once when two runs come at once", async () => {
    const bought = [await scene.buy(), await scene.buy(), await scene.buy(), await scene.buy()]
    for (const { paymentId } of bought) {
      losing("capture")
      await endOf(scene.merchant.capture(paymentId, 25))
    }
    await letTimePass(
      suite,
      3,
      bought.map(({ sessionId }) => sessionId),
    )
    const runs = await Promise.all([runJob(suite), runJob(suite), runJob(suite)])
    await expectCheckedOnce(bought, runs.flat())
    for (const one of bought) {
      expect(await agreement(one)).toMatchObject({ captured: 2500 })
    }
  })

  it("does everything once when a sync and the merchant's own attempt come at once", async () => {
    const bought = await scene.buy()
    losing("capture")
    await endOf(scene.merchant.capture(bought.paymentId, 25))
    const ends = await Promise.all([
      endOf(scene.merchant.capture(bought.paymentId, 25)),
      endOf(sync(bought.sessionId)),
      endOf(sync(bought.paymentId)),
    ])
    expect(ends.slice(1)).toEqual(["done", "done"])
    const { captured } = await agreement(bought)
    // Where the check was first, the attempt is told to wait, or is a capture of its own.
    expect([2500, 5000]).toContain(captured)
    expect(scene.ledger(bought.payId).captures).toHaveLength(captured / 2500)
  })
})
