import { ModulesSdkUtils } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql, databaseUrl }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "authorized", authorized_amount: 3000, ...changes }))

  /** A connection of another process. */
  async function withConnection(
    work: (database: ReturnType<typeof ModulesSdkUtils.createPgConnection>) => Promise<void>,
  ): Promise<void> {
    const database = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl })
    try {
      await work(database)
    } finally {
      await database.destroy()
    }
  }

  describe("carryOver", () => {
    const collection = "paycol_1"
    const take = (payment: PaygatePaymentRecord, minorAmount = 2000, paymentCollectionId = collection) =>
      books.carryOver(payment.id, { paymentCollectionId, minorAmount })
    const grow = (minutes: number) =>
      sql(`update paygate_klarna_carry_over set updated_at = updated_at - interval '${minutes} minutes'`)

    it("is taken on by one of many", async () => {
      const payment = await openPayment()
      const takers = await Promise.all(Array.from({ length: 8 }, () => take(payment)))
      expect(takers.filter(Boolean)).toHaveLength(1)
      expect(await books.findCarryOver(collection)).toMatchObject({ payment_id: payment.id, minor_amount: 2000 })
    })

    it("is not taken on while another process is just about to", async () => {
      const payment = await openPayment()
      await withConnection(async (database) => {
        const other = await database.transaction()
        await other.raw(
          `insert into paygate_klarna_carry_over (id, payment_id, payment_collection_id, minor_amount, raw_minor_amount)
            values ('pgkco_other', ?, ?, 2000, '{"value":"2000","precision":20}')`,
          [payment.id, collection],
        )
        const mine = take(payment)
        await new Promise((resolve) => setTimeout(resolve, 100))
        await other.commit()
        expect(await mine).toBeUndefined()
      })
    })

    it("is taken on anew, over the amount of that time, when its taker has been silent for minutes", async () => {
      const payment = await openPayment()
      const first = await take(payment)
      await grow(4)
      expect(await take(payment, 1500)).toBeUndefined()
      await grow(2)
      expect(await take(payment, 1500)).toMatchObject({ id: first?.id, minor_amount: 1500 })
    })

    it("is taken on anew at once when its taker has given up", async () => {
      const payment = await openPayment()
      await books.giveUpCarryOver((await take(payment))!)
      expect(await take(payment)).toBeDefined()
    })

    it("never goes over to another payment", async () => {
      await take(await openPayment())
      await grow(60)
      expect(await take(await openPayment())).toBeUndefined()
    })

    it("belongs to the first session that opens it, and that again", async () => {
      const carryOver = (await take(await openPayment()))!
      expect(await books.openCarriedOver(carryOver, "payses_a")).toBe(true)
      expect(await books.openCarriedOver(carryOver, "payses_b")).toBe(false)
      expect(await books.openCarriedOver(carryOver, "payses_a")).toBe(true)
      expect((await books.findCarryOver(collection))?.payment_session_id).toBe("payses_a")
    })

    it("belongs to one of two sessions that open it at once", async () => {
      const carryOver = (await take(await openPayment()))!
      const opened = await Promise.all(["a", "b", "c"].map((id) => books.openCarriedOver(carryOver, `payses_${id}`)))
      expect(opened.filter(Boolean)).toHaveLength(1)
    })

    it("is open to another session when that one is gone, and only then", async () => {
      const carryOver = (await take(await openPayment()))!
      await books.openCarriedOver(carryOver, "payses_a")
      await books.closeCarriedOver({ ...carryOver, payment_session_id: "payses_other" })
      expect((await books.findCarryOver(collection))?.payment_session_id).toBe("payses_a")
      await books.closeCarriedOver({ ...carryOver, payment_session_id: "payses_a" })
      expect(await books.openCarriedOver(carryOver, "payses_b")).toBe(true)
    })

    it("makes old and new session lead to the same payment", async () => {
      const payment = await openPayment()
      await books.openCarriedOver((await take(payment))!, "payses_a")
      await books.openCarriedOver((await take(payment, 1000, "paycol_2"))!, "payses_b")
      for (const session of [payment.payment_session_id, "payses_a", "payses_b"]) {
        expect((await books.findPaymentBySession(session))?.id).toBe(payment.id)
      }
      expect(await books.listSessionIds(payment)).toEqual([payment.payment_session_id, "payses_a", "payses_b"])
    })
  })
})
