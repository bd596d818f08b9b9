import type { PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "authorized", authorized_amount: 3000, ...changes }))
  const read = ({ id }: { id: string }) => books.retrievePaygatePayment(id)
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

  describe("markExpiries", () => {
    const DAY = 24 * 60
    const inDays = (days: number) => minutesAgo(-days * DAY)
    const mark = (days = 5) => books.markExpiries(() => inDays(days))

    it("warns once of what is about to lapse, and marks once what has", async () => {
      const [soon, lapsed] = [
        await openPayment({ expires_at: inDays(4) }),
        await openPayment({ expires_at: inDays(-1) }),
      ]
      await openPayment({ expires_at: inDays(6) })
      expect(await mark()).toEqual({ expiring: [soon.id], expired: [lapsed.id] })
      expect(await mark()).toEqual({ expiring: [], expired: [] })
      expect((await read(soon)).expiry_warned_at).not.toBeNull()
      expect((await read(lapsed)).expired_at).not.toBeNull()
    })

    it("has nothing to say of what is captured, released or given up", async () => {
      const expires_at = inDays(-1)
      await openPayment({ expires_at, captured_amount: 2000, released_amount: 1000 })
      await openPayment({ expires_at, state: "canceled" })
      expect(await mark()).toEqual({ expiring: [], expired: [] })
    })

    it("asks each provider how long before", async () => {
      await openPayment({ expires_at: inDays(4) })
      const uk = await openPayment({ expires_at: inDays(4), provider_id: "pp_paygate-klarna_uk" })
      const { expiring } = await books.markExpiries((provider) => inDays(provider.endsWith("_uk") ? 5 : 3))
      expect(expiring).toEqual([uk.id])
    })
  })

  describe("listAttention", () => {
    const list = (page = {}) =>
      books.listAttention({
        warnBefore: { "pp_paygate-klarna_eu": minutesAgo(-5 * 24 * 60) },
        limit: 20,
        offset: 0,
        ...page,
      })
    const found = async (page = {}) => (await list(page)).rows.map(({ payment_id }) => payment_id)

    it("is empty while nothing has to be looked at", async () => {
      await openPayment({ expires_at: minutesAgo(-28 * 24 * 60) })
      expect(await list()).toEqual({ rows: [], count: 0 })
    })

    it("names the payment, the kind, and since when", async () => {
      const diverged_at = new Date("2026-10-01T10:00:00Z")
      const { id } = await openPayment({ diverged_at })
      const { rows, count } = await list()
      expect(rows.map(({ since, ...row }) => ({ ...row, since: new Date(since) }))).toEqual([
        { payment_id: id, kind: "diverged", since: diverged_at, minor_amount: null },
      ])
      expect(count).toBe(1)
    })

    it("puts what waits longest first, whatever was written to a payment since", async () => {
      const recent = await openPayment({ release_due_at: minutesAgo(60) })
      const oldest = await openPayment({ diverged_at: minutesAgo(9 * 24 * 60) })
      const expired = await openPayment({ expires_at: minutesAgo(2 * 24 * 60) })
      await sql("update paygate_klarna_payment set updated_at = now() where id = ?", [oldest.id])
      expect(await found()).toEqual([oldest.id, expired.id, recent.id])
    })

    it("counts all on every page, on one past the end as well", async () => {
      const payments = [
        await openPayment({ diverged_at: minutesAgo(2) }),
        await openPayment({ diverged_at: minutesAgo(1) }),
      ]
      expect(await found({ limit: 1 })).toEqual([payments[0]!.id])
      expect(await found({ limit: 1, offset: 1 })).toEqual([payments[1]!.id])
      expect(await list({ limit: 1, offset: 1 })).toMatchObject({ count: 2 })
      expect(await list({ offset: 20 })).toEqual({ rows: [], count: 2 })
    })

    it.each(["update_order", "update_address", "update_reference"] as const)(
      "has a refused %s until it is done, or something is captured",
      async (kind) => {
        const payment = await openPayment()
        await books.noteFailedStep(payment.id, kind)
        expect((await list()).rows).toMatchObject([{ payment_id: payment.id, kind: "change_refused" }])
        await books.updatePaygatePayments({ id: payment.id, captured_amount: 1 })
        expect((await list()).count).toBe(0)
        await books.updatePaygatePayments({ id: payment.id, captured_amount: 0 })
        await books.endFailedStep(payment.id, kind)
        expect((await list()).count).toBe(0)
      },
    )

    it("has several refused changes of a payment once, since the first", async () => {
      const payment = await openPayment()
      await books.noteFailedStep(payment.id, "update_order")
      await books.noteFailedStep(payment.id, "update_reference")
      const { failed_steps } = await read(payment)
      const { rows, count } = await list()
      expect(count).toBe(1)
      expect(new Date(rows[0]!.since)).toEqual(new Date((failed_steps as Record<string, string>)["update_order"]!))
    })

    it("lists a payment for each thing about it", async () => {
      const { id } = await openPayment({ diverged_at: minutesAgo(9), release_due_at: minutesAgo(10) })
      expect((await list()).rows).toMatchObject([
        { payment_id: id, kind: "release_failed" },
        { payment_id: id, kind: "diverged" },
      ])
    })
  })
})
