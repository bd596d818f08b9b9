import type { BigNumberRawValue } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord, StepKind } from "../../src/modules/paygate-klarna"
import { remainingAmount } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

/** The most that fits Paygate's ten digits, in minor units. */
const LARGEST = 9_999_999_999

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

  describe("a payment's history", () => {
    /** Carries an operation out in the books. */
    async function book(payment: PaygatePaymentRecord, kind: StepKind, minorAmount: number) {
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
})
