import type { InquiryDraft, PaygateKlarnaBooks, PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { changeReference, inquire, inquireVisit } from "../../src/operations"
import { endOf, KlarnaShop } from "./klarna-shop"
import type { Session } from "./medusa"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks((suite) => {
  const { books, sql } = suite

  describe("an inquiry in the books", () => {
    let payment: PaygatePaymentRecord
    beforeEach(async () => {
      payment = await books.createPaygatePayments(newPayment({ state: "authorized", authorized_amount: 3000 }))
    })
    const inquiry = (seconds: number, changes: Partial<InquiryDraft> = {}): InquiryDraft => ({
      state: "succeeded",
      code: "00000000",
      xid: `xid-${seconds}`,
      askedAt: new Date(Date.UTC(2026, 10, 22, 10, 0, seconds)),
      durationMs: seconds,
      request: { PayID: "***", TransID: payment.trans_id },
      ...changes,
    })
    const ask = (seconds: number, changes?: Partial<InquiryDraft>) =>
      books.bookInquiry(payment.id, inquiry(seconds, changes))
    const calls = () =>
      books.listPaygateOperations({ payment_id: payment.id }, { order: { created_at: "ASC", id: "ASC" } })
    const capture = async (at: string) => {
      const draft = { kind: "capture" as const, amount: "10", minorAmount: 1000, request: {} }
      const { id } = await books.begin(payment.id, draft)
      await books.settle(id, { state: "succeeded" })
      await sql("update paygate_klarna_operation set created_at = ? where id = ?", [at, id])
    }

    it("is over at once, and leaves the payment and its next check alone", async () => {
      const before = await books.retrievePaygatePayment(payment.id)
      await ask(1)
      expect(await calls()).toMatchObject([
        {
          kind: "inquire",
          state: "succeeded",
          code: "00000000",
          message: null,
          xid: "xid-1",
          amount: 0,
          raw_amount: { value: "0", precision: 20 },
          minor_amount: 0,
          duration_ms: 1,
          request: { PayID: "***", TransID: payment.trans_id },
          created_at: inquiry(1).askedAt,
        },
      ])
      expect(await books.findOpenOperation(payment.id)).toBeUndefined()
      expect(await books.retrievePaygatePayment(payment.id)).toEqual(before)
    })

    it("takes the place of one before it that ended the same", async () => {
      await ask(1)
      const [first] = await calls()
      await ask(2)
      const last = { id: first!.id, xid: "xid-2", duration_ms: 2, created_at: inquiry(2).askedAt }
      expect(await calls()).toMatchObject([last])
    })

    it("stands beside one that ended otherwise", async () => {
      const lost = { state: "failed", code: "timeout", message: "no answer" } as const
      await ask(1)
      await ask(2, lost)
      await ask(3, lost)
      await ask(4, { ...lost, code: "not_reachable" })
      await ask(5)
      expect((await calls()).map(({ state, code, duration_ms }) => [state, code, duration_ms])).toEqual([
        ["succeeded", "00000000", 1],
        ["failed", "timeout", 3],
        ["failed", "not_reachable", 4],
        ["succeeded", "00000000", 5],
      ])
    })

    it("stands beside one from before the last step, and is none of another payment's", async () => {
      const other = await books.createPaygatePayments(newPayment({ state: "authorized" }))
      await ask(1)
      await capture("2026-11-22T10:00:02Z")
      await ask(3)
      await books.bookInquiry(other.id, inquiry(4))
      expect((await calls()).map(({ kind }) => kind)).toEqual(["inquire", "capture", "inquire"])
    })

    it("stands beside a step that is under way", async () => {
      await books.begin(payment.id, { kind: "capture", amount: "10", minorAmount: 1000, request: {} })
      await ask(1)
      expect(await books.findOpenOperation(payment.id)).toMatchObject({ kind: "capture" })
    })

    it("is forgotten like the other calls", async () => {
      await ask(1, { state: "failed", code: "timeout", message: "no answer" })
      await books.forgetPersonalData([payment.payment_session_id])
      expect(await calls()).toMatchObject([{ kind: "inquire", request: null, message: null }])
    })
  })

  describe("a payment", () => {
    let shop: KlarnaShop
    let session: Session
    beforeEach(async () => {
      shop = await KlarnaShop.open(suite)
      session = await shop.buy()
    })
    afterEach(() => shop.close())
    const ask = async () => inquire(shop.context, await shop.paymentOf(session))
    const last = async () => (await shop.callsOf(session)).at(-1)!

    it("has what Paygate answered to an inquiry", async () => {
      expect(await ask()).toMatchObject({ AmountAuth: expect.any(Number) as number })
      expect(await last()).toMatchObject({ kind: "inquire", state: "succeeded", code: "00000000", message: null })
      const { xid, duration_ms, request } = await last()
      expect([typeof xid, typeof duration_ms, Object.keys(request!).sort()]).toEqual([
        "string",
        "number",
        ["MerchantID", "PayID", "TransID"],
      ])
    })

    it.each([
      ["that Paygate refuses to answer", { kind: "declined", code: "20160061" }, "20160061"],
      ["whose answer is lost", { kind: "lose_after" }, "no_answer"],
    ] as const)("has an inquiry %s, which holds nothing up", async (_which, behaviour, code) => {
      shop.paygate.addScenario({ call: "inquire", behaviour })
      expect(await endOf(ask())).toBe(code)
      expect(await last()).toMatchObject({ kind: "inquire", state: "failed", code })
      expect((await last()).message).toBeTruthy()
      expect(await books.findOpenOperation((await shop.paymentOf(session)).id)).toBeUndefined()
      await shop.capture(session, 10)
      expect(shop.ledgerOf(session).captured).toBe(1000)
    })

    it("has an inquiry about a visit of the hosted page", async () => {
      await inquireVisit(shop.context, await shop.paymentOf(session), "nobody's")
      expect(await last()).toMatchObject({
        kind: "inquire",
        state: "failed",
        code: expect.stringMatching(/^2/) as string,
      })
    })

    it("is told of by Paygate even while the books cannot be written", async () => {
      const failing = Object.create(books) as PaygateKlarnaBooks
      failing.bookInquiry = () => Promise.reject(new TypeError("to Annegret"))
      shop.restart({ books: failing })
      expect(await ask()).toMatchObject({ AmountAuth: expect.any(Number) as number })
      const [line] = shop.log.slice(-1)
      expect(line).toMatch(/^error: .*an inquiry could not be booked \(TypeError; /)
      expect(line).not.toContain("Annegret")
    })

    it("has what could not be built, as never sent, with no value of it, and nothing to see to", async () => {
      const change = { refNr: "x".repeat(31), told: { told_ref_nr: "told" } }
      const before = shop.paygate.requests({}).length
      expect(await endOf(changeReference(shop.context, await shop.paymentOf(session), change))).toBe("invalid_request")
      expect(shop.paygate.requests({})).toHaveLength(before)
      expect(await last()).toMatchObject({ kind: "update_reference", state: "failed", code: "invalid_request" })
      expect(await last()).toMatchObject({ message: expect.stringMatching(/not sent: RefNr: /) as string, request: {} })
      expect((await last()).message).not.toContain("xx")
      // It would be refused again, so it counts as told; but who asked for it knows.
      expect(await shop.paymentOf(session)).toMatchObject({ told_ref_nr: "told", failed_steps: null })
    })
  })
})
