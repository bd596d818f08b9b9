import type { HostedVisit, NotificationDraft, PaygatePaymentRecord } from "../../src/modules/paygate-klarna"
import { newPayment, withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks(({ books, sql }) => {
  let payment: PaygatePaymentRecord
  beforeEach(async () => {
    payment = await books.createPaygatePayments(newPayment({ state: "open", flow: "hosted" }))
  })
  const read = (id = payment.id) => books.retrievePaygatePayment(id)
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

  const draft = (changes: Partial<NotificationDraft> = {}): NotificationDraft => ({
    providerId: payment.provider_id,
    paymentId: payment.id,
    digest: "digest",
    transId: payment.trans_id,
    payId: "0".repeat(32),
    status: "OK",
    code: "00000000",
    isSigned: true,
    authorizationToken: "token",
    ...changes,
  })

  describe("a notification", () => {
    it("is kept once, however often it comes at a time", async () => {
      const kept = await Promise.all(Array.from({ length: 8 }, () => books.keepNotification(draft())))
      expect(new Set(kept.map(({ id }) => id)).size).toBe(1)
      expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1)
    })

    it("is taken on by one of many, and by nobody else until its time has passed", async () => {
      const { id } = await books.keepNotification(draft())
      const claims = await Promise.all(Array.from({ length: 8 }, () => books.claimNotifications({ id })))
      expect(claims.flat().map((claimed) => claimed.id)).toEqual([id])
      expect(await books.claimNotifications({})).toEqual([])
      await sql("update paygate_klarna_notification set next_attempt_at = next_attempt_at - interval '3 minutes'")
      expect(await books.claimNotifications({})).toMatchObject([{ id, attempts: 2 }])
    })

    it("is never taken on again once it was acted upon, and has no token any more", async () => {
      const { id } = await books.keepNotification(draft())
      await books.finishNotification(id)
      expect(await books.claimNotifications({ id })).toEqual([])
      expect(await books.keepNotification(draft())).toEqual({ id, isNew: false })
      expect(await books.listPaygateNotifications({ id })).toMatchObject([{ authorization_token: null }])
    })

    it("loses its token after an hour even if nothing came of it, and itself once it is old and done", async () => {
      const { id } = await books.keepNotification(draft())
      await books.keepNotification(draft({ digest: "other" }))
      await books.forgetTokensFrom(new Date(Date.now() + 1000))
      expect(await books.listPaygateNotifications({ id })).toMatchObject([{ authorization_token: null }])
      await books.finishNotification(id)
      await books.forgetDetailsFrom(payment.provider_id, daysAgo(90))
      expect(await books.listPaygateNotifications({})).toHaveLength(2)
      await sql("update paygate_klarna_notification set processed_at = processed_at - interval '91 days'")
      await books.forgetDetailsFrom(payment.provider_id, daysAgo(90))
      expect(await books.listPaygateNotifications({})).toMatchObject([{ digest: "other" }])
    })
  })

  describe("a visit of the hosted page", () => {
    const visit = (is_auto: boolean): Omit<HostedVisit, "trans_id" | "at"> => ({
      is_auto,
      amount: 2500,
      major_amount: "25",
      tax_amount: 399,
      currency_code: "EUR",
      lines_fingerprint: "lines of the visit",
      addresses_fingerprint: "addresses of the visit",
    })
    const open = (is_auto: boolean) =>
      books.addVisit(payment.id, visit(is_auto), (count) =>
        count === 1 ? payment.trans_id : `${payment.trans_id}-${count}`,
      )
    const takeIn = (transId: string, payId: string, token: string | null = null) =>
      books.takeInVisit(payment.id, { transId, payId, token, code: "00000000" })
    const openOperations = (id: string) => books.listPaygateOperations({ payment_id: id, state: "unknown" })

    it("makes the payment one over what the page was opened over", async () => {
      await open(false)
      const second = await open(false)
      expect(await takeIn(second, "2", "token")).toMatchObject({ id: payment.id, state: "open" })
      expect(await read()).toMatchObject({
        trans_id: second,
        pay_id: "2",
        session_amount: 2500,
        lines_fingerprint: "lines of the visit",
        authorization_token: "token",
      })
    })

    it("counts with the first of several tokens, and with no other TransID than a visit's", async () => {
      const [first, second] = [await open(false), await open(false)]
      expect(await takeIn("payses_nobody", "3", "third")).toBeUndefined()
      await takeIn(first, "1", "first")
      expect(await takeIn(second, "2", "second")).toBeUndefined()
      expect(await read()).toMatchObject({ pay_id: "1", authorization_token: "first" })
    })

    it("after which Paygate creates the order is an order creation to be asked for, once", async () => {
      const transId = await open(true)
      const taken = await Promise.all(Array.from({ length: 4 }, () => takeIn(transId, "1")))
      expect(taken.filter((one) => one !== undefined)).toHaveLength(1)
      expect(await read()).toMatchObject({ state: "pending", pay_id: "1", session_amount: 2500 })
      expect(await openOperations(payment.id)).toMatchObject([{ kind: "create_order", minor_amount: 2500 }])
    })

    it("belongs to the payment even when its session was given up meanwhile", async () => {
      const transId = await open(true)
      await books.forgetSession(payment.payment_session_id)
      expect(await takeIn(transId, "1")).toMatchObject({ id: payment.id, state: "pending" })
    })

    it("becomes a payment of its own when the session's is about another, whichever of them came first", async () => {
      const [first, second] = [await open(true), await open(true)]
      await takeIn(second, "2")
      const stray = await takeIn(first, "1")
      expect(stray).toMatchObject({ state: "pending", trans_id: first, pay_id: "1", session_amount: 2500 })
      expect(stray!.id).not.toBe(payment.id)
      expect(await openOperations(stray!.id)).toHaveLength(1)
      expect(await takeIn(first, "1")).toBeUndefined()
      expect(await books.findPaymentBySession(payment.payment_session_id)).toMatchObject({
        id: payment.id,
        pay_id: "2",
      })
    })
  })
})
