import type { BigNumberRawValue } from "@medusajs/framework/types"
import { MathBN, ModulesSdkUtils } from "@medusajs/framework/utils"
import type { OperationKind, PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { remainingAmount } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

/** The most that fits Paygate's ten digits, in minor units. */
const LARGEST = 9_999_999_999

withBooks(({ books, sql, databaseUrl }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "open", ...changes }))
  const authorizedPayment = (amount = 3000) => openPayment({ state: "authorized", authorized_amount: amount })

  const draft = (kind: OperationKind, minorAmount = 1000, changes: { reqId?: string; amount?: string } = {}) => ({
    kind,
    amount: String(minorAmount / 100),
    minorAmount,
    request: { Amount: String(minorAmount) },
    ...changes,
  })
  const operationsOf = (payment: PaygatePaymentRecord) => books.listPaygateOperations({ payment_id: payment.id })

  describe("begin", () => {
    it("writes the operation before anything is sent", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, { ...draft("capture"), reqId: "r1", medusaId: "capt_1" })
      expect(await books.retrievePaygateOperation(id)).toMatchObject({
        payment_id: payment.id,
        kind: "capture",
        state: "started",
        req_id: "r1",
        medusa_id: "capt_1",
        amount: 10,
        minor_amount: 1000,
        request: { Amount: "1000" },
      })
    })

    it.each(["started", "unknown"] as const)("is refused while another operation is %s", async (state) => {
      const payment = await authorizedPayment()
      const first = await books.begin(payment.id, draft("capture"))
      if (state === "unknown") {
        await books.settle(first.id, { state, code: "timeout" })
      }
      await expect(books.begin(payment.id, draft("credit"))).rejects.toMatchObject({
        name: "OperationOpenError",
        other: { id: first.id, state },
      })
      expect(await operationsOf(payment)).toHaveLength(1)
    })

    it.each(["succeeded", "failed"] as const)("goes ahead once the other operation has %s", async (state) => {
      const payment = await authorizedPayment()
      await books.settle((await books.begin(payment.id, draft("capture"))).id, { state })
      await books.begin(payment.id, draft("capture"))
      expect(await operationsOf(payment)).toHaveLength(2)
    })

    it("lets exactly one of many through when they race", async () => {
      const payment = await authorizedPayment()
      const races = await Promise.allSettled(
        Array.from({ length: 12 }, () => books.begin(payment.id, draft("capture"))),
      )
      const lost = races.filter((race): race is PromiseRejectedResult => race.status === "rejected")
      expect(races.length - lost.length).toBe(1)
      expect(new Set(lost.map(({ reason }) => (reason as Error).name))).toEqual(new Set(["OperationOpenError"]))
      expect(await operationsOf(payment)).toHaveLength(1)
    })

    it("does not keep other payments waiting", async () => {
      const payments = await Promise.all(Array.from({ length: 8 }, () => authorizedPayment()))
      await Promise.all(payments.map(({ id }) => books.begin(id, draft("capture"))))
    })

    it("is refused under a ReqID that has succeeded meanwhile, since Paygate would only repeat that answer", async () => {
      const payment = await authorizedPayment()
      await books.settle((await books.begin(payment.id, draft("capture", 1000, { reqId: "r1" }))).id, {
        state: "succeeded",
      })
      await expect(books.begin(payment.id, draft("capture", 1000, { reqId: "r1" }))).rejects.toMatchObject({
        name: "OperationOpenError",
      })
      await books.begin(payment.id, draft("capture", 1000, { reqId: "r2" }))
    })

    it("takes a ReqID again that came to nothing", async () => {
      const payment = await authorizedPayment()
      await books.settle((await books.begin(payment.id, draft("capture", 1000, { reqId: "r1" }))).id, {
        state: "failed",
        code: "timeout",
      })
      await books.begin(payment.id, draft("capture", 1000, { reqId: "r1" }))
    })

    it.each<[OperationKind, PaygatePaymentRecord["state"]]>([
      ["create_order", "canceled"],
      ["create_order", "authorized"],
      ["create_order", "pending"],
      ["capture", "open"],
      ["capture", "canceled"],
      ["reverse", "canceled"],
    ])("is refused for %s on a payment that is %s by now", async (kind, state) => {
      const payment = await openPayment({ state })
      await expect(books.begin(payment.id, draft(kind))).rejects.toMatchObject({ name: "PaymentClosedError" })
      expect(await operationsOf(payment)).toEqual([])
    })

    it("is refused for a fulfillment that the payment was captured for; another payment may give the rest", async () => {
      const [payment, other] = [await authorizedPayment(), await authorizedPayment()]
      const capture = { ...draft("capture"), fulfillmentId: "ful_1" }
      for (const { id } of [payment, other]) {
        await books.settle((await books.begin(id, capture)).id, { state: "succeeded" })
      }
      await expect(books.begin(payment.id, capture)).rejects.toMatchObject({ name: "OperationOpenError" })
      await expect(sql("update paygate_klarna_operation set payment_id = ?", [payment.id])).rejects.toThrow(
        /one_per_fulfillment/,
      )
    })

    it("fails for a payment there is none of", async () => {
      await expect(books.begin("pgkpay_nobody", draft("capture"))).rejects.toMatchObject({ type: "not_found" })
    })
  })

  describe("the database itself", () => {
    const open = (payment: PaygatePaymentRecord) =>
      books.createPaygateOperations({
        payment_id: payment.id,
        kind: "capture",
        amount: 10,
        minor_amount: 1000,
        request: {},
      })

    it("refuses a second open operation of a payment, whoever writes it", async () => {
      const payment = await authorizedPayment()
      const races = await Promise.allSettled(Array.from({ length: 6 }, () => open(payment)))
      expect(races.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
      expect(await operationsOf(payment)).toHaveLength(1)
    })

    it("has the payment session once", async () => {
      const { payment_session_id, trans_id } = await openPayment()
      await expect(openPayment({ payment_session_id })).rejects.toThrow(/already exists/)
      await expect(openPayment({ trans_id })).rejects.toThrow(/already exists/)
    })
  })

  describe("settle", () => {
    it("books a success and all that is known of it", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, draft("capture"))
      const after = await books.settle(
        id,
        { state: "succeeded", code: "00000000", xid: "x".repeat(32), invoiceNr: "K-1", durationMs: 12 },
        { error_code: null },
      )
      expect(after).toMatchObject({ id: payment.id, captured_amount: 1000 })
      expect(await books.retrievePaygateOperation(id)).toMatchObject({
        state: "succeeded",
        code: "00000000",
        xid: "x".repeat(32),
        invoice_nr: "K-1",
        duration_ms: 12,
      })
      expect(await books.retrievePaygatePayment(payment.id)).toMatchObject({ captured_amount: 1000 })
    })

    it("books once, however often and however differently it is repeated", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, draft("capture"))
      await books.settle(id, { state: "succeeded" })
      await books.settle(id, { state: "succeeded" })
      await books.settle(id, { state: "failed" }, { state: "failed" })
      expect(await books.retrievePaygatePayment(payment.id)).toMatchObject({
        captured_amount: 1000,
        state: "authorized",
      })
      expect((await books.retrievePaygateOperation(id)).state).toBe("succeeded")
    })

    it("books once when many settle at the same time", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, draft("capture"))
      await Promise.all(Array.from({ length: 12 }, () => books.settle(id, { state: "succeeded" })))
      expect((await books.retrievePaygatePayment(payment.id)).captured_amount).toBe(1000)
    })

    it("keeps an unknown outcome open, and books it when it is known", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, draft("capture"))
      const unknown = await books.settle(id, { state: "unknown", code: "timeout", message: "no answer" })
      expect(unknown.captured_amount).toBe(0)
      expect(await books.findOpenOperation(payment.id)).toMatchObject({ id, state: "unknown", code: "timeout" })
      expect((await books.settle(id, { state: "succeeded" })).captured_amount).toBe(1000)
      expect(await books.findOpenOperation(payment.id)).toBeUndefined()
      expect(await books.retrievePaygateOperation(id)).toMatchObject({ code: "timeout", message: "no answer" })
    })

    it("books nothing by a failure", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, draft("capture"))
      expect(await books.settle(id, { state: "failed", code: "22890067" })).toMatchObject({
        captured_amount: 0,
        state: "authorized",
      })
    })

    it("changes payment and operation together or not at all", async () => {
      const payment = await authorizedPayment()
      const { id } = await books.begin(payment.id, draft("capture"))
      await expect(books.settle(id, { state: "succeeded" }, { state: "nonsense" as never })).rejects.toThrow()
      expect((await books.retrievePaygateOperation(id)).state).toBe("started")
      expect(await books.retrievePaygatePayment(payment.id)).toMatchObject({
        captured_amount: 0,
        state: "authorized",
      })
    })

    it("fails for an operation there is none of", async () => {
      await expect(books.settle("pgkop_nobody", { state: "failed" })).rejects.toMatchObject({ type: "not_found" })
    })
  })

  describe("a payment's history", () => {
    /** Carries an operation out in the books. */
    async function book(payment: PaygatePaymentRecord, kind: OperationKind, minorAmount: number) {
      return books.settle((await books.begin(payment.id, draft(kind, minorAmount))).id, { state: "succeeded" })
    }

    it("adds up from session to release", async () => {
      const payment = await openPayment({ state: "opening" })
      expect((await book(payment, "create_session", 3000)).state).toBe("open")
      expect(await book(payment, "create_order", 3000)).toMatchObject({ state: "authorized", authorized_amount: 3000 })
      await book(payment, "capture", 1000)
      await book(payment, "capture", 500)
      await book(payment, "credit", 700)
      const after = await book(payment, "reverse", 1500)
      expect(after).toMatchObject({
        state: "authorized",
        authorized_amount: 3000,
        captured_amount: 1500,
        refunded_amount: 700,
        released_amount: 1500,
      })
      expect(remainingAmount(after)).toBe(0)
    })

    it("adds numbers, not texts, at the most Paygate can transmit", async () => {
      const payment = await authorizedPayment(LARGEST)
      await book(payment, "capture", LARGEST - 1)
      const after = await book(payment, "capture", 1)
      expect(after.captured_amount).toBe(LARGEST)
      const kept = await books.retrievePaygatePayment(payment.id)
      expect(kept).toMatchObject({ captured_amount: LARGEST, authorized_amount: LARGEST, session_amount: 3000 })
      expect(remainingAmount(kept)).toBe(0)
      const [row] = await sql<{ captured: string }>("select captured_amount::text captured from paygate_klarna_payment")
      expect(row).toEqual({ captured: String(LARGEST) })
    })

    it("reads every amount as a number, wherever it comes from", async () => {
      const payment = await authorizedPayment()
      const operation = await books.begin(payment.id, draft("capture"))
      const records = [
        operation,
        await books.findOpenOperation(payment.id),
        await books.retrievePaygateOperation(operation.id),
        await books.settle(operation.id, { state: "succeeded" }),
        await books.findPaymentBySession(payment.payment_session_id),
        await books.updatePaygatePayments({ id: payment.id, error_code: null }),
        ...(await books.listSettledOperations(payment.id, "capture")),
      ]
      const amounts = records.flatMap((record) =>
        Object.entries(record ?? {}).filter(([name]) => /(^|_)amount$/.test(name) && !name.startsWith("raw_")),
      )
      expect(amounts).toHaveLength(3 * 2 + 3 * 6 + 2)
      expect(amounts.filter(([, value]) => typeof value !== "number")).toEqual([])
    })

    it.each(["10.005", "0.0000000001", "99999999.99", "3.3333333333333333333"])(
      "keeps the amount Medusa gave exactly: %s",
      async (amount) => {
        const payment = await authorizedPayment()
        const { id } = await books.begin(payment.id, draft("capture", 1000, { amount }))
        const { raw_amount } = await books.retrievePaygateOperation(id)
        expect(MathBN.convert(raw_amount as BigNumberRawValue).toFixed()).toBe(amount)
      },
    )

    it("lists all that is over of a kind, oldest first, and nothing that is open", async () => {
      const payment = await authorizedPayment(LARGEST)
      for (let amount = 1; amount <= 25; amount += 1) {
        await book(payment, "capture", amount)
      }
      await book(payment, "credit", 1)
      await books.begin(payment.id, draft("capture"))
      const over = await books.listSettledOperations(payment.id, "capture")
      expect(over.map(({ minor_amount }) => minor_amount)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1))
    })

    it("gives an order back that was still being decided as failed, one refused at once as open", async () => {
      const refused = await openPayment()
      const atOnce = await books.begin(refused.id, draft("create_order"))
      expect((await books.settle(atOnce.id, { state: "failed" })).state).toBe("open")
      const pending = await openPayment()
      const later = await books.begin(pending.id, draft("create_order"))
      await books.settle(later.id, { state: "unknown" }, { state: "pending" })
      expect((await books.settle(later.id, { state: "failed" })).state).toBe("failed")
    })
  })

  describe("adopt", () => {
    it("ties an operation to another row, for one of many who want it", async () => {
      const payment = await authorizedPayment()
      const operation = await books.begin(payment.id, { ...draft("capture"), medusaId: "capt_gone" })
      const wins = await Promise.all(["capt_1", "capt_2", "capt_3"].map((id) => books.adopt(operation, id)))
      expect(wins.filter(Boolean)).toHaveLength(1)
      const { medusa_id } = await books.retrievePaygateOperation(operation.id)
      expect(medusa_id).toBe(`capt_${wins.indexOf(true) + 1}`)
    })

    it("takes an operation without a row, too", async () => {
      const payment = await authorizedPayment()
      const operation = await books.begin(payment.id, draft("capture"))
      expect(await books.adopt(operation, "capt_1")).toBe(true)
    })
  })

  describe("forgetSession", () => {
    const token = { authorization_token: "token", authorization_token_at: new Date() }

    it.each(["opening", "open"] as const)("gives a payment up that is %s, and forgets its token", async (state) => {
      const payment = await openPayment({ state, ...token })
      await books.forgetSession(payment.payment_session_id)
      expect(await books.retrievePaygatePayment(payment.id)).toMatchObject({
        state: "canceled",
        authorization_token: null,
        authorization_token_at: null,
      })
    })

    it.each(["pending", "authorized", "failed", "canceled"] as const)("leaves one alone that is %s", async (state) => {
      const payment = await openPayment({ state })
      await books.forgetSession(payment.payment_session_id)
      expect((await books.retrievePaygatePayment(payment.id)).state).toBe(state)
    })

    it("leaves one alone whose order is just being created", async () => {
      const payment = await openPayment(token)
      await books.begin(payment.id, draft("create_order"))
      await books.forgetSession(payment.payment_session_id)
      expect(await books.retrievePaygatePayment(payment.id)).toMatchObject({
        state: "open",
        authorization_token: "token",
      })
    })

    it("never crosses an order creation: one of the two comes first", async () => {
      const database = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl })
      try {
        for (const isFirst of [true, false]) {
          const { id, payment_session_id } = await openPayment()
          const begin = () =>
            books.begin(id, draft("create_order")).then(
              () => "begun",
              (error: Error) => error.name,
            )
          const forget = () => books.forgetSession(payment_session_id)
          // Both have read all they want to read before either may write.
          const held = await database.transaction()
          await held.raw("select id from paygate_klarna_payment where id = ? for update", [id])
          const steps = isFirst ? [begin(), forget()] : [forget(), begin()]
          await new Promise((resolve) => setTimeout(resolve, 150))
          await held.commit()
          const hasBegun = (await Promise.all(steps)).includes("begun")
          const { state } = await books.retrievePaygatePayment(id)
          expect({ hasBegun, state }).toEqual({ hasBegun, state: hasBegun ? "open" : "canceled" })
        }
      } finally {
        await database.destroy()
      }
    })

    it("takes a session there is none of", async () => {
      await expect(books.forgetSession("payses_nobody")).resolves.toBeUndefined()
    })
  })

  describe("forgetTokensFrom", () => {
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

    it("forgets the tokens from before, and those only", async () => {
      const [old, young] = await Promise.all(
        [61, 59].map((minutes) =>
          openPayment({ authorization_token: "token", authorization_token_at: minutesAgo(minutes) }),
        ),
      )
      expect(await books.forgetTokensFrom(minutesAgo(60))).toBe(1)
      expect(await books.retrievePaygatePayment(old!.id)).toMatchObject({
        authorization_token: null,
        authorization_token_at: null,
        state: "open",
      })
      expect((await books.retrievePaygatePayment(young!.id)).authorization_token).toBe("token")
    })

    it("has nothing to do without tokens", async () => {
      await openPayment()
      expect(await books.forgetTokensFrom(new Date())).toBe(0)
    })
  })
})
