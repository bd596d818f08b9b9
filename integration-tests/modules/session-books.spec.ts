import { ModulesSdkUtils } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord, StepKind } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, databaseUrl }) => {
  const openPayment = (changes: Partial<PaygatePaymentRecord> = {}) =>
    books.createPaygatePayments(newPayment({ state: "open", ...changes }))

  const draft = (kind: StepKind, minorAmount = 1000, changes: { reqId?: string; amount?: string } = {}) => ({
    kind,
    amount: String(minorAmount / 100),
    minorAmount,
    request: { Amount: String(minorAmount) },
    ...changes,
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
})
