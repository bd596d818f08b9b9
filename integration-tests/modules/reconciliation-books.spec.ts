import { ModulesSdkUtils } from "@medusajs/framework/utils"
import type { OperationKind, PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql, databaseUrl }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "authorized", authorized_amount: 3000, ...changes }))
  const read = ({ id }: { id: string }) => books.retrievePaygatePayment(id)
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const minutesUntil = (date: Date | null) => (Number(date) - Date.now()) / 60_000
  const begin = (payment: PaygatePaymentRecord, kind: OperationKind = "capture") =>
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

  describe("forgetting", () => {
    const FORGOTTEN = {
      lines_fingerprint: "",
      addresses_fingerprint: "",
      redirect_url: null,
      authorization_token: null,
    }
    const personal = { redirect_url: "https://pay.klarna.com/x", authorization_token: "token" }
    const operationsOf = ({ id }: PaygatePaymentRecord) => books.listPaygateOperations({ payment_id: id })
    /** A payment with one finished call. */
    async function withCall(changes: Partial<PaygatePaymentRecord>): Promise<PaygatePaymentRecord> {
      const payment = await openPayment({ ...personal, ...changes })
      await books.settle((await begin(payment)).id, { state: "failed", code: "22890067", message: "over the limit" })
      return payment
    }
    const grow = (days: number) =>
      Promise.all(
        ["operation", "payment"].map((table) =>
          sql(`update paygate_klarna_${table} set updated_at = updated_at - interval '${days} days'`),
        ),
      )
    const forget = (days: number) => books.forgetDetailsFrom("pp_paygate-klarna_eu", minutesAgo(days * 24 * 60))

    it("takes what was sent out of old calls, and fingerprints out of ended payments", async () => {
      const ended = await withCall({ captured_amount: 2000, released_amount: 1000, refunded_amount: 5 })
      await grow(91)
      expect(await forget(90)).toBe(1)
      expect(await operationsOf(ended)).toMatchObject([
        { request: null, message: null, code: "22890067", minor_amount: 1000 },
      ])
      expect(await read(ended)).toMatchObject({
        ...FORGOTTEN,
        captured_amount: 2000,
        refunded_amount: 5,
        trans_id: ended.trans_id,
      })
    })

    it("leaves alone what is young, open, of another provider, or can still be captured", async () => {
      const young = await withCall({ captured_amount: 3000 })
      const others = await withCall({ captured_amount: 3000, provider_id: "pp_paygate-klarna_uk" })
      expect(await forget(90)).toBe(0)
      await grow(91)
      const capturable = await withCall({})
      const open = await openPayment()
      await begin(open)
      await sql(
        "update paygate_klarna_operation set updated_at = updated_at - interval '91 days' where state = 'started'",
      )
      await sql("update paygate_klarna_payment set updated_at = updated_at - interval '91 days' where id = ?", [
        capturable.id,
      ])
      expect(await forget(90)).toBe(1)
      expect(await read(young)).toMatchObject(FORGOTTEN)
      expect((await read(others)).lines_fingerprint).toBe("lines")
      expect((await read(capturable)).lines_fingerprint).toBe("lines")
      expect((await operationsOf(open))[0]?.request).toEqual({ Amount: "1000" })
    })

    it("erases a customer's payments at once, amounts and references aside", async () => {
      const [theirs, others] = [await withCall({}), await withCall({})]
      expect(await books.forgetPersonalData([theirs.payment_session_id, "payses_nobody"])).toBe(1)
      expect(await read(theirs)).toMatchObject({ ...FORGOTTEN, authorized_amount: 3000, trans_id: theirs.trans_id })
      expect(await operationsOf(theirs)).toMatchObject([{ request: null, message: null, minor_amount: 1000 }])
      expect(await read(others)).toMatchObject(personal)
      expect(await books.forgetPersonalData([])).toBe(0)
    })
  })
})
