import { ModulesSdkUtils } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord, StepKind } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql, databaseUrl }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "authorized", authorized_amount: 3000, ...changes }))
  const read = ({ id }: { id: string }) => books.retrievePaygatePayment(id)
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const minutesUntil = (date: Date | null) => (Number(date) - Date.now()) / 60_000
  const begin = (payment: PaygatePaymentRecord, kind: StepKind = "capture") =>
    books.begin(payment.id, { kind, amount: "10", minorAmount: 1000, request: { Amount: "1000" }, medusaId: "capt_1" })

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

  describe("keep", () => {
    it("notes that the authorization waits to be carried over, and has it looked at now", async () => {
      const payment = await openPayment({ checks: 3 })
      await books.keep(payment.id)
      const kept = await read(payment)
      expect(kept.checks).toBe(0)
      expect(Math.abs(minutesUntil(kept.kept_at))).toBeLessThan(0.2)
      expect(minutesUntil(kept.next_check_at)).toBeLessThan(0.1)
    })

    it.each(["open", "pending", "failed", "canceled"] as const)("leaves a payment alone that is %s", async (state) => {
      const payment = await openPayment({ state })
      await books.keep(payment.id)
      expect((await read(payment)).kept_at).toBeNull()
    })

    it("is over once it is settled, unless it was kept again since", async () => {
      const payment = await openPayment()
      await books.keep(payment.id)
      const first = await read(payment)
      await new Promise((resolve) => setTimeout(resolve, 5))
      await books.keep(payment.id)
      await books.settleKeep(first)
      expect((await read(payment)).kept_at).not.toBeNull()
      await books.settleKeep(await read(payment))
      expect((await read(payment)).kept_at).toBeNull()
    })
  })

  describe("oweRelease", () => {
    it.each(["pending", "authorized"] as const)("notes it once for a payment that is %s", async (state) => {
      const payment = await openPayment({ state, kept_at: new Date() })
      await books.oweRelease(payment.id)
      const { release_due_at, kept_at, next_check_at } = await read(payment)
      expect(kept_at).toBeNull()
      expect(minutesUntil(next_check_at)).toBeCloseTo(1, 1)
      await books.oweRelease(payment.id)
      expect((await read(payment)).release_due_at).toEqual(release_due_at)
      expect(release_due_at).not.toBeNull()
    })

    it.each(["open", "failed", "canceled"] as const)("owes nothing for a payment that is %s", async (state) => {
      const payment = await openPayment({ state })
      await books.oweRelease(payment.id)
      expect((await read(payment)).release_due_at).toBeNull()
    })

    it("is owed no more when it is settled, or when the reverse has succeeded", async () => {
      const [settled, reversed] = [await openPayment(), await openPayment()]
      await books.oweRelease(settled.id)
      await books.settleRelease(settled.id)
      expect((await read(settled)).release_due_at).toBeNull()
      await books.oweRelease(reversed.id)
      await books.settle((await begin(reversed, "reverse")).id, { state: "succeeded" })
      expect((await read(reversed)).release_due_at).toBeNull()
    })
  })

  describe("claimDueChecks", () => {
    const due = (minutes = 1) => openPayment({ next_check_at: minutesAgo(minutes) })

    it("takes on what is due, the longest waiting first and no more than asked for", async () => {
      const [one, two, three] = [await due(1), await due(3), await due(2)]
      await openPayment({ next_check_at: minutesAgo(-1) })
      await openPayment({ next_check_at: null })
      const first = await books.claimDueChecks(2)
      expect(first.map(({ id }) => id).sort()).toEqual([two.id, three.id].sort())
      expect((await books.claimDueChecks(2)).map(({ id }) => id)).toEqual([one.id])
      expect(await books.claimDueChecks(2)).toEqual([])
    })

    it("gives each payment to one of many", async () => {
      const payments = await Promise.all(Array.from({ length: 6 }, () => due()))
      const claims = (await Promise.all(Array.from({ length: 12 }, () => books.claimDueChecks(1)))).flat()
      expect(claims.map(({ id }) => id).sort()).toEqual(payments.map(({ id }) => id).sort())
    })

    it("passes over what another process is just writing to", async () => {
      const [busy, free] = [await due(5), await due(1)]
      await withConnection(async (database) => {
        const other = await database.transaction()
        await other.raw("select id from paygate_klarna_payment where id = ? for update", [busy.id])
        expect((await books.claimDueChecks(5)).map(({ id }) => id)).toEqual([free.id])
        await other.rollback()
      })
    })

    it("lets a payment be taken on again when its process died", async () => {
      const payment = await due()
      await books.claimDueChecks(1)
      expect(minutesUntil((await read(payment)).next_check_at)).toBeCloseTo(5, 0)
      await sql("update paygate_klarna_payment set next_check_at = next_check_at - interval '6 minutes'")
      expect((await books.claimDueChecks(1)).map(({ id }) => id)).toEqual([payment.id])
    })

    it("takes one payment on by its id, due or not, and none that is not there", async () => {
      const payment = await openPayment()
      expect(await books.claimCheck(payment.id)).toMatchObject({ id: payment.id })
      expect(await books.claimCheck("pgkpay_nobody")).toBeUndefined()
    })
  })

  describe("finishCheck", () => {
    const next = new Date("2026-12-24T12:00:00Z")
    const divergence = { books: { captured: 1 }, paygate: { captured: 2 }, medusa: { captured: 1 } }

    it("sets the next one, counts, and notes what differs", async () => {
      const payment = await openPayment()
      const claim = (await books.claimCheck(payment.id))!
      await books.finishCheck(claim, { next, divergence })
      expect(await read(payment)).toMatchObject({ next_check_at: next, checks: 1, divergence })
      await books.finishCheck((await books.claimCheck(payment.id))!, { next: null })
      expect(await read(payment)).toMatchObject({ next_check_at: null, checks: 2, divergence: null })
    })

    it("notes since when they differ: from the first check that finds it to the last", async () => {
      const payment = await openPayment()
      const check = async (found?: typeof divergence) => {
        await books.finishCheck((await books.claimCheck(payment.id))!, { next, divergence: found })
        return (await read(payment)).diverged_at
      }
      expect(await check()).toBeNull()
      expect(minutesUntil(await check(divergence))).toBeCloseTo(0, 0)
      await sql("update paygate_klarna_payment set diverged_at = now() - interval '9 days'")
      const since = (await read(payment)).diverged_at
      expect(await check({ ...divergence, medusa: { captured: 2 } })).toEqual(since)
      expect(await check()).toBeNull()
      expect(minutesUntil(await check(divergence))).toBeCloseTo(0, 0)
    })

    it("counts how often in a row something was left to be tried again", async () => {
      const payment = await openPayment()
      const counts: number[] = []
      for (const isUnfinished of [true, true, false, true]) {
        await books.finishCheck((await books.claimCheck(payment.id))!, { next, isUnfinished })
        counts.push((await read(payment)).failed_checks)
      }
      expect(counts).toEqual([1, 2, 0, 1])
    })

    it("leaves the time alone that a step has set in between", async () => {
      const payment = await openPayment()
      const claim = (await books.claimCheck(payment.id))!
      await begin(payment)
      await books.finishCheck(claim, { next })
      expect(minutesUntil((await read(payment)).next_check_at)).toBeCloseTo(1, 1)
    })

    it("sets it even so where the step was the check's own", async () => {
      const payment = await openPayment()
      const claim = (await books.claimCheck(payment.id))!
      await begin(payment)
      await books.finishCheck(claim, { next, evenIfDisturbed: true })
      expect((await read(payment)).next_check_at).toEqual(next)
    })
  })

  describe("recording in Medusa", () => {
    const succeeded = async () => {
      const operation = await begin(await openPayment())
      await books.settle(operation.id, { state: "succeeded" })
      return books.retrievePaygateOperation(operation.id)
    }

    it("is announced by one of many, and finished by that one alone", async () => {
      const operation = await succeeded()
      const announced = await Promise.all(Array.from({ length: 6 }, () => books.announceAdoption(operation)))
      const [winner, ...others] = announced.filter((one) => one !== undefined)
      expect(others).toEqual([])
      // Whoever read the operation before may not tie it to a row of theirs.
      expect(await books.adopt(operation, "capt_other")).toBe(false)
      expect(await books.adopt(winner!, "capt_2")).toBe(true)
      expect(await books.retrievePaygateOperation(operation.id)).toMatchObject({
        medusa_id: "capt_2",
        adopting_at: null,
      })
    })

    it("is not announced for what has another row by now", async () => {
      const operation = await succeeded()
      await books.adopt(operation, "capt_2")
      expect(await books.announceAdoption(operation)).toBeUndefined()
    })

    it("is announced again when the one who did has been silent for minutes", async () => {
      const operation = await succeeded()
      await books.announceAdoption(operation)
      expect(await books.announceAdoption(operation)).toBeUndefined()
      await sql("update paygate_klarna_operation set adopting_at = adopting_at - interval '3 minutes'")
      expect(await books.announceAdoption(operation)).toMatchObject({ id: operation.id })
    })
  })
})
