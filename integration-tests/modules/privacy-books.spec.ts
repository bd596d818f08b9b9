import type { PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "authorized", authorized_amount: 3000, ...changes }))
  const read = ({ id }: { id: string }) => books.retrievePaygatePayment(id)
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const CALL = { kind: "capture", amount: "10", minorAmount: 1000, request: { Amount: "1000" } } as const
  const begin = (payment: PaygatePaymentRecord) => books.begin(payment.id, CALL)

  describe("forgetting", () => {
    const FORGOTTEN = {
      lines_fingerprint: "",
      addresses_fingerprint: "",
      told_address_fingerprint: null,
      redirect_url: null,
      authorization_token: null,
    }
    const personal = {
      redirect_url: "https://pay.klarna.com/x",
      authorization_token: "token",
      told_address_fingerprint: "told",
    }
    const operationsOf = ({ id }: PaygatePaymentRecord) => books.listPaygateOperations({ payment_id: id })
    /** A payment with one finished call. */
    async function withCall(changes: Partial<PaygatePaymentRecord>): Promise<PaygatePaymentRecord> {
      const payment = await openPayment({ ...personal, ...changes })
      const { id } = await books.begin(payment.id, { ...CALL, note: "for Annegret" })
      await books.settle(id, { state: "failed", code: "22890067", message: "over the limit" })
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
        { request: null, message: null, note: null, code: "22890067", minor_amount: 1000 },
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

    it("lets no first address be noted of a customer that was erased, whenever it was read", async () => {
      const [theirs, others] = [await openPayment(), await openPayment()]
      await books.forgetPersonalData([theirs.payment_session_id])
      for (const { id } of [theirs, others]) {
        await books.noteFirstAddress(id, "first")
      }
      expect((await read(theirs)).told_address_fingerprint).toBeNull()
      expect((await read(others)).told_address_fingerprint).toBe("first")
    })

    it("erases a customer's payments at once, amounts and references aside", async () => {
      const [theirs, others] = [await withCall({}), await withCall({})]
      expect(await books.forgetPersonalData([theirs.payment_session_id, "payses_nobody"])).toBe(1)
      expect(await read(theirs)).toMatchObject({ ...FORGOTTEN, authorized_amount: 3000, trans_id: theirs.trans_id })
      expect(await operationsOf(theirs)).toMatchObject([
        { request: null, message: null, note: null, minor_amount: 1000 },
      ])
      expect(await read(others)).toMatchObject(personal)
      expect(await books.forgetPersonalData([])).toBe(0)
    })

    it("takes no fingerprint in of an address that Klarna is told after its customer was forgotten", async () => {
      const [theirs, others] = [await openPayment(), await openPayment()]
      await books.forgetPersonalData([theirs.payment_session_id])
      const fingerprints = { addresses_fingerprint: "new", told_address_fingerprint: "new" }
      for (const payment of [theirs, others]) {
        await books.settle((await begin(payment)).id, { state: "succeeded" }, { ...fingerprints, ref_nr: "8" })
      }
      expect(await read(theirs)).toMatchObject({ ...FORGOTTEN, ref_nr: "8", captured_amount: 1000 })
      expect(await read(others)).toMatchObject({ ...fingerprints, ref_nr: "8" })
    })

    it("keeps nothing for ever that was written while a customer was being forgotten", async () => {
      const payment = await openPayment({ captured_amount: 2000 })
      const { id } = await begin(payment)
      await books.forgetPersonalData([payment.payment_session_id])
      await books.settle(id, { state: "succeeded", message: "to Annegret" })
      await books.updatePaygatePayments({ id: payment.id, told_address_fingerprint: "told" })
      await grow(91)
      await forget(90)
      expect(await operationsOf(payment)).toMatchObject([{ request: null, message: null, minor_amount: 1000 }])
      expect(await read(payment)).toMatchObject(FORGOTTEN)
    })
  })

  describe("forgetTokensFrom", () => {
    it("forgets the tokens from before, and those only", async () => {
      const [old, young] = await Promise.all(
        [61, 59].map((minutes) =>
          openPayment({ state: "open", authorization_token: "token", authorization_token_at: minutesAgo(minutes) }),
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
