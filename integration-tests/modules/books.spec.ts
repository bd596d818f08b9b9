import type { PaygatePaymentRecord, StepKind } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "open", ...changes }))
  const authorizedPayment = (amount = 3000) => openPayment({ state: "authorized", authorized_amount: amount })

  const draft = (kind: StepKind, minorAmount = 1000, changes: { reqId?: string; amount?: string } = {}) => ({
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

    it.each<[StepKind, PaygatePaymentRecord["state"]]>([
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
})
