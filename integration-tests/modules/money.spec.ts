import type { PaygateOperationRecord } from "../../src/modules/paygate-klarna"
import { cartOf, endOf, KlarnaShop } from "./klarna-shop"
import { neverMyTurn, severalProcesses, watchedLocking, type Session } from "./medusa"
import { withBooks } from "./with-books"

jest.setTimeout(30_000)

/** Every way an answer gets lost after Paygate has acted. */
const LOST_AFTER = [
  { kind: "lose_after" },
  { kind: "http_500", processed: true },
  { kind: "garbage", processed: true },
  { kind: "empty", processed: true },
  { kind: "html", processed: true },
] as const

withBooks((suite) => {
  let shop: KlarnaShop
  let session: Session
  beforeEach(async () => {
    shop = await KlarnaShop.open(suite)
    session = await shop.buy()
  })
  afterEach(() => shop.close())

  const sent = (call: string) => shop.paygate.requests({ call }).length
  const bookings = () => {
    const { captures, credits } = shop.ledgerOf(session)
    return { captures: captures.map(({ amount }) => amount), credits: credits.map(({ amount }) => amount) }
  }

  /** Medusa, the books and Klarna agree on these sums, in minor units. */
  async function expectSums(expected: { captured?: number; refunded?: number; released?: number }): Promise<void> {
    const { captured = 0, refunded = 0, released = 0 } = expected
    expect(await shop.sumsOf(session)).toEqual({
      medusa: { captured, refunded },
      books: { authorized: 3000, captured, refunded, released },
      klarna: { authorized: 3000, captured, refunded, released },
    })
  }

  describe("from capture to release", () => {
    it("moves exactly what Medusa says, in all three ledgers", async () => {
      await shop.capture(session, 10)
      await shop.capture(session, 5.5)
      await expectSums({ captured: 1550 })
      await shop.refund(session, 7.25)
      await shop.refund(session, 7.25)
      await expectSums({ captured: 1550, refunded: 1450 })
      await shop.cancel(session)
      await expectSums({ captured: 1550, refunded: 1450, released: 1450 })
      await shop.refund(session, 1)
      await expectSums({ captured: 1550, refunded: 1550, released: 1450 })
      expect((await shop.paymentOf(session)).state).toBe("authorized")
    })

    it("keeps what Medusa needs for the next step", async () => {
      const { data } = session
      const after = [
        await shop.provider.capturePayment({
          data,
          context: { idempotency_key: shop.captures.create(session.id, 10).id },
        }),
        await shop.provider.refundPayment({
          data,
          amount: 1,
          context: { idempotency_key: shop.refunds.create(session.id, 1).id },
        }),
        await shop.provider.cancelPayment({ data }),
      ]
      expect(after).toEqual([{ data }, { data }, { data }])
    })

    it("releases the whole authorization when nothing was captured, once", async () => {
      await shop.cancel(session)
      await shop.cancel(session)
      await expectSums({ released: 3000 })
      expect((await shop.paymentOf(session)).state).toBe("canceled")
      expect(sent("reverse")).toBe(1)
    })

    it("releases nothing while Paygate has captured something that the books do not know", async () => {
      await shop.capture(session, 10)
      await suite.sql("update paygate_klarna_payment set captured_amount = 0, raw_captured_amount = ?", [
        JSON.stringify({ value: "0", precision: 20 }),
      ])
      expect(await endOf(shop.cancel(session))).toBe("sums_differ")
      expect(sent("reverse")).toBe(0)
      expect((await shop.paymentOf(session)).release_due_at).not.toBeNull()
    })

    it("is over when Klarna says at its release that it has lapsed", async () => {
      await shop.capture(session, 10)
      shop.paygate.advanceClock(29 * 86_400_000)
      await shop.cancel(session)
      expect(await shop.paymentOf(session)).toMatchObject({ released_amount: 2000, release_due_at: null })
      expect((await shop.paymentOf(session)).expired_at).not.toBeNull()
      expect(shop.ledgerOf(session)).toMatchObject({ captured: 1000, released: 0, remaining: 0 })
    })

    it("releases nothing when everything was captured", async () => {
      await shop.capture(session, 30)
      await shop.cancel(session)
      await expectSums({ captured: 3000 })
      expect(sent("reverse")).toBe(0)
    })

    it("gives a session up that was never placed", async () => {
      const open = await shop.openSession()
      await shop.cancel(open)
      expect((await shop.paymentOf(open)).state).toBe("canceled")
      expect(sent("reverse")).toBe(0)
    })

    it("adds fractions of a cent up to the whole, however it is cut", async () => {
      const parts = ["3.3333333333", "3.3333333333", "3.3333333334"]
      for (const part of parts) {
        await shop.capture(session, part)
      }
      expect(bookings().captures).toEqual([333, 334, 333])
      for (const part of parts) {
        await shop.refund(session, part)
      }
      expect(bookings().credits).toEqual([333, 334, 333])
    })

    it("captures the same amount twice when Medusa does", async () => {
      await shop.capture(session, 10)
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([1000, 1000])
      const reqIds = (await shop.operationsOf(session)).map(({ req_id }) => req_id).filter(Boolean)
      expect(new Set(reqIds).size).toBe(2)
    })

    it("captures and refunds once for a row that a check has given to an earlier attempt meanwhile", async () => {
      const { data } = session
      const capture = { data, context: { idempotency_key: shop.captures.create(session.id, 10).id } }
      const refund = { data, amount: 5, context: { idempotency_key: shop.refunds.create(session.id, 5).id } }
      for (let times = 0; times < 2; times += 1) {
        await shop.provider.capturePayment(capture)
      }
      for (let times = 0; times < 2; times += 1) {
        await shop.provider.refundPayment(refund)
      }
      expect(bookings()).toEqual({ captures: [1000], credits: [500] })
    })

    it("notes what it takes to look a step up", async () => {
      await shop.capture(session, 10)
      const capture = (await shop.operationsOf(session)).at(-1) as PaygateOperationRecord
      const [booking] = shop.ledgerOf(session).captures
      expect(capture).toMatchObject({
        kind: "capture",
        state: "succeeded",
        code: "00000000",
        invoice_nr: booking?.invoice_nr,
        req_id: booking?.req_id,
        xid: shop.ledgerOf(session).steps.at(-1)?.xid,
        medusa_id: expect.stringMatching(/^capt_/) as string,
      })
      expect(capture.duration_ms).toBeGreaterThanOrEqual(0)
      expect(capture.request).toMatchObject({ Amount: "1000", PayID: session.data["pay_id"] })
    })
  })

  describe("a step that cannot be", () => {
    it.each<[string, () => Promise<unknown>, string]>([
      ["a capture over the authorization", () => shop.capture(session, 30.01), "capture_over_authorization"],
      ["a refund before any capture", () => shop.refund(session, 0.01), "refund_over_capture"],
      ["a capture of a fraction of a cent", () => shop.capture(session, 0.004), "amount_below_minor_unit"],
      [
        "a capture of a session that was never placed",
        async () => shop.capture(await shop.openSession(), 10),
        "payment_not_authorized",
      ],
      [
        "a refund of a session that was never placed",
        async () => shop.refund(await shop.openSession(), 10),
        "payment_not_authorized",
      ],
      ["a capture Medusa does not name", () => shop.provider.capturePayment({ data: session.data }), "capture_missing"],
      [
        "a payment of nobody's",
        () =>
          shop.provider.refundPayment({
            data: { session_id: "payses_nobody" },
            amount: 1,
            context: { idempotency_key: "ref_1" },
          }),
        "session_unknown",
      ],
      [
        "a refund Medusa does not name",
        () => shop.provider.refundPayment({ data: session.data, amount: 1 }),
        "refund_missing",
      ],
    ])("is refused before anything is sent: %s", async (_what, step, code) => {
      expect(await endOf(step())).toBe(code)
      expect([sent("capture"), sent("credit")]).toEqual([0, 0])
      await expectSums({})
    })

    it("is a capture after the release", async () => {
      await shop.cancel(session)
      expect(await endOf(shop.capture(session, 10))).toBe("payment_not_authorized")
    })

    it("is a refund of more than is left of the captures", async () => {
      await shop.capture(session, 10)
      await shop.refund(session, 6)
      expect(await endOf(shop.refund(session, 4.01))).toBe("refund_over_capture")
      await shop.refund(session, 4)
      await expectSums({ captured: 1000, refunded: 1000 })
    })

    it("says how much is left, in the currency's own units", async () => {
      await shop.capture(session, 10.5)
      await expect(shop.capture(session, 30)).rejects.toThrow(/: 19\.5 EUR at most$/)
    })
  })

  describe("a trusted refusal", () => {
    it("reaches the merchant with all it takes to look it up, and the next attempt may succeed", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "declined", code: "22890067" } })
      const refused = await shop.capture(session, 10).catch((error: unknown) => error)
      const { pay_id, steps } = shop.ledgerOf(session)
      expect(refused).toMatchObject({ code: "22890067", type: "not_allowed" })
      expect((refused as Error).message).toMatch(
        new RegExp(`TransID ${session.id}, PayID ${pay_id}, XID ${steps.at(-1)?.xid}`),
      )
      await shop.capture(session, 10)
      await expectSums({ captured: 1000 })
    })

    it("is not repeated by Paygate for the next attempt at the same, which has a ReqID of its own", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "declined" } })
      await endOf(shop.capture(session, 10))
      await shop.capture(session, 10)
      const [first, second] = shop.paygate.requests({ call: "capture" })
      expect(first?.parameters["ReqID"]).not.toBe(second?.parameters["ReqID"])
    })

    it("does not stop a release that is tried again", async () => {
      shop.paygate.addScenario({ call: "reverse", behaviour: { kind: "declined" } })
      expect(await endOf(shop.cancel(session))).toMatch(/^2/)
      await shop.cancel(session)
      await expectSums({ released: 3000 })
    })
  })

  describe("a request that never left", () => {
    it("is final, and says so", async () => {
      shop.restart({ options: { base_url: "http://127.0.0.1:1/" } })
      expect(await endOf(shop.capture(session, 10))).toBe("not_reachable")
      expect((await shop.operationsOf(session)).at(-1)).toMatchObject({ state: "failed", code: "not_reachable" })
      shop.restart()
      await shop.capture(session, 10)
      await expectSums({ captured: 1000 })
    })
  })

  describe("an answer that is lost", () => {
    it.each(LOST_AFTER)("is made good by the next attempt at the same, which sends nothing: %j", async (behaviour) => {
      shop.paygate.addScenario({ call: "capture", behaviour })
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([1000])
      await expectSums({ captured: 1000 })
    })

    it("is made good for refunds, too", async () => {
      await shop.capture(session, 30)
      shop.paygate.addScenario({ call: "credit", behaviour: { kind: "lose_after" } })
      expect(await endOf(shop.refund(session, 10))).toBe("outcome_unknown")
      await shop.refund(session, 10)
      expect(bookings().credits).toEqual([1000])
      await expectSums({ captured: 3000, refunded: 1000 })
    })

    it("is made good for releases, too", async () => {
      shop.paygate.addScenario({ call: "reverse", behaviour: { kind: "lose_after" } })
      expect(await endOf(shop.cancel(session))).toBe("outcome_unknown")
      await shop.cancel(session)
      await expectSums({ released: 3000 })
      expect((await shop.paymentOf(session)).state).toBe("canceled")
    })

    it.each(["lose_before", "http_500", "garbage"] as const)(
      "does not keep a capture from being made that never was: %s",
      async (kind) => {
        shop.paygate.addScenario({ call: "capture", behaviour: { kind } })
        expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
        await shop.capture(session, 10)
        expect(bookings().captures).toEqual([1000])
        await expectSums({ captured: 1000 })
      },
    )

    it("does not keep a release from being made that never was", async () => {
      shop.paygate.addScenario({ call: "reverse", behaviour: { kind: "lose_before" } })
      expect(await endOf(shop.cancel(session))).toBe("outcome_unknown")
      await shop.cancel(session)
      await expectSums({ released: 3000 })
    })

    it("is not forgotten when other steps come in between", async () => {
      await shop.capture(session, 5)
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      await shop.refund(session, 1)
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([500, 1000])
      await expectSums({ captured: 1500, refunded: 100 })
    })

    it("is not forgotten when the storefront or a job asks in between", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      await endOf(shop.capture(session, 10))
      await shop.authorize(session)
      await shop.capture(session, 10)
      await expectSums({ captured: 1000 })
    })

    it("has to be made good before another amount is moved, or the ledgers would differ for ever", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      await endOf(shop.capture(session, 10))
      await expect(shop.capture(session, 15)).rejects.toMatchObject({
        code: "earlier_attempt_not_booked",
        message: expect.stringMatching(/: 10$/) as string,
      })
      await shop.capture(session, 10)
      await shop.capture(session, 15)
      await expectSums({ captured: 2500 })
    })

    it("is made good also when Paygate has answered and Medusa failed after it", async () => {
      await shop.capture(session, 10)
      const [{ medusa_id }] = (await shop.operationsOf(session)).slice(-1) as [PaygateOperationRecord]
      shop.captures.delete(medusa_id!)
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([1000])
      await expectSums({ captured: 1000 })
    })

    it("is told once when Medusa has kept the first part, and a second of the same amount is made then", async () => {
      const { id } = shop.captures.create(session.id, 10)
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      // A process that dies here leaves Medusa's capture standing, since nobody is there to delete it.
      await endOf(shop.provider.capturePayment({ data: session.data, context: { idempotency_key: id } }))
      expect(await endOf(shop.capture(session, 10))).toBe("earlier_attempt_succeeded")
      expect(bookings().captures).toEqual([1000])
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([1000, 1000])
      await expectSums({ captured: 2000 })
    })

    it("stays open while Paygate cannot be asked either", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      await endOf(shop.capture(session, 10))
      shop.paygate.addScenario({ call: "inquire", behaviour: { kind: "http_500" } })
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      await shop.capture(session, 10)
      await expectSums({ captured: 1000 })
    })

    describe("and Paygate's sum fits neither, since somebody captured elsewhere, too", () => {
      const elsewhere = async (behaviour: "lose_before" | "lose_after") => {
        shop.paygate.addScenario({ call: "capture", behaviour: { kind: behaviour } })
        await endOf(shop.capture(session, 10))
        await suite.sql("update paygate_klarna_payment set captured_amount = 100, raw_captured_amount = ?", [
          JSON.stringify({ value: "100", precision: 20 }),
        ])
      }

      it.each(["lose_before", "lose_after"] as const)(
        "is carried out once when the merchant wants just the same again (%s)",
        async (behaviour) => {
          await elsewhere(behaviour)
          await shop.capture(session, 10)
          expect(bookings().captures).toEqual([1000])
          const [first, second] = shop.paygate.requests({ call: "capture" })
          expect(second?.parameters["ReqID"]).toBe(first?.parameters["ReqID"])
        },
      )

      it("stays open when the merchant wants something else", async () => {
        await elsewhere("lose_before")
        expect(await endOf(shop.capture(session, 11))).toBe("outcome_unknown")
        expect(sent("capture")).toBe(1)
      })
    })

    it("is not taken for a failure while Paygate may still be at it", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "slow", ms: 1500, before_processing: true } })
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      // The inquiry finds nothing yet, while the original is still on its way.
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      await new Promise((resolve) => setTimeout(resolve, 1400))
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([1000])
      await expectSums({ captured: 1000 })
    })

    it("meets the late original under the same ReqID, should that arrive after all", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "slow", ms: 600, before_processing: true } })
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      await shop.age(session, 3)
      const { id } = await shop.paymentOf(session)
      await suite.books.settle((await suite.books.findOpenOperation(id))!.id, { state: "failed" })
      await new Promise((resolve) => setTimeout(resolve, 500))
      await shop.capture(session, 10)
      expect(bookings().captures).toEqual([1000])
      await expectSums({ captured: 1000 })
    })
  })

  describe("a step Paygate has taken on without finishing it", () => {
    it("is never repeated while it is pending", async () => {
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "pending" } })
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      expect(await endOf(shop.capture(session, 10))).toBe("outcome_unknown")
      expect(sent("capture")).toBe(1)
    })
  })

  describe("an operation that is still on its way", () => {
    it("is left alone until it can no longer arrive, and settled then", async () => {
      const { id } = await shop.paymentOf(session)
      await suite.books.begin(id, { kind: "capture", amount: "10", minorAmount: 1000, request: {} })
      expect(await endOf(shop.capture(session, 10))).toBe("operation_in_progress")
      expect(await endOf(shop.cancel(session))).toBe("operation_in_progress")
      await shop.age(session, 1)
      await shop.capture(session, 10)
      await expectSums({ captured: 1000 })
    })
  })

  describe("retries at the same time", () => {
    it("make one lost capture good once, even by processes that do not know of each other", async () => {
      shop.restart({ locking: severalProcesses() })
      shop.paygate.addScenario({ call: "capture", behaviour: { kind: "lose_after" } })
      await endOf(shop.capture(session, 10))
      const ends = await Promise.all(Array.from({ length: 4 }, () => endOf(shop.capture(session, 10))))
      const { medusa, books, klarna } = await shop.sumsOf(session)
      expect(books).toEqual(klarna)
      expect(medusa.captured).toBe(klarna.captured)
      expect(medusa.captured).toBe(ends.filter((end) => end === "done").length * 1000)
    })
  })

  describe("captures at the same time", () => {
    it("all go through within the authorization, one after the other", async () => {
      await Promise.all([shop.capture(session, 10), shop.capture(session, 10), shop.capture(session, 10)])
      expect(bookings().captures).toEqual([1000, 1000, 1000])
      await expectSums({ captured: 3000 })
    })

    it("never exceed the authorization, and the one too many hears why", async () => {
      const ends = await Promise.all([20, 20].map((amount) => endOf(shop.capture(session, amount))))
      expect(ends.sort()).toEqual(["capture_over_authorization", "done"])
      await expectSums({ captured: 2000 })
    })

    it("are each judged by what was booked before them, however long they waited", async () => {
      shop.paygate.addScenario({ call: "capture", match: { amount: 1100 }, behaviour: { kind: "lose_after" } })
      const { locking, isTaken } = watchedLocking()
      shop.restart({ locking })
      const first = endOf(shop.capture(session, 10))
      await isTaken
      const ends = await Promise.all([first, endOf(shop.capture(session, 11))])
      expect(ends).toEqual(["done", "outcome_unknown"])
      await shop.capture(session, 11)
      await expectSums({ captured: 2100 })
    })

    it("are captured once each or refused, even by processes that do not know of each other", async () => {
      shop.restart({ locking: severalProcesses() })
      const ends = await Promise.all(Array.from({ length: 6 }, () => endOf(shop.capture(session, 5))))
      const done = ends.filter((end) => end === "done").length
      expect(done).toBeGreaterThanOrEqual(1)
      expect(new Set(ends)).toEqual(new Set(["done", "operation_in_progress"]))
      await expectSums({ captured: done * 500 })
    })

    it("say so when their turn does not come", async () => {
      shop.restart({ locking: neverMyTurn() })
      expect(await endOf(shop.capture(session, 10))).toBe("operation_in_progress")
      await expectSums({})
    })

    it("leave nothing to a release that was told by the sums before, however late its turn comes", async () => {
      const meanwhile = jest.fn(() => shop.capture(session, 10))
      const books = new Proxy(suite.books, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name)
          return async (...args: unknown[]): Promise<unknown> => {
            if (name === "begin" && meanwhile.mock.calls.length === 0) await meanwhile()
            return Reflect.apply(method as () => unknown, target, args)
          }
        },
      })
      shop.restart({ locking: severalProcesses(), books })
      expect(await endOf(shop.cancel(session))).toBe("operation_in_progress")
      expect(sent("reverse")).toBe(0)
      await shop.cancel(session)
      await expectSums({ captured: 1000, released: 2000 })
    })

    it("never cross a release", async () => {
      shop.restart({ locking: severalProcesses() })
      const ends = await Promise.all([endOf(shop.capture(session, 10)), endOf(shop.cancel(session))])
      expect(ends).toContain("done")
      const { books, klarna, medusa } = await shop.sumsOf(session)
      expect(books).toEqual(klarna)
      expect(medusa.captured).toBe(klarna.captured)
      expect(klarna.captured + klarna.released).toBeLessThanOrEqual(3000)
    })
  })

  describe("asking Paygate", () => {
    it("answers its sums in Medusa's units", async () => {
      await shop.capture(session, 10)
      await shop.refund(session, 2.5)
      const { data } = await shop.provider.retrievePayment({ data: session.data })
      expect(data).toEqual({
        ...session.data,
        currency_code: "EUR",
        authorized: 30,
        captured: 10,
        refunded: 2.5,
      })
    })

    it("answers the status in Medusa's words", async () => {
      const statusOf = async (one: Session) => (await shop.provider.getPaymentStatus({ data: one.data })).status
      const open = await shop.openSession()
      expect(await statusOf(open)).toBe("pending")
      await shop.forget(open)
      expect(await statusOf(open)).toBe("canceled")
      expect(await statusOf(session)).toBe("authorized")
      await shop.capture(session, 10)
      expect(await statusOf(session)).toBe("authorized")
      await shop.capture(session, 20)
      expect(await statusOf(session)).toBe("captured")
      const pending = await shop.openSession(cartOf({ email: "customer+pending@email.de" }))
      await shop.confirm(pending)
      await shop.authorize(pending)
      expect(await statusOf(pending)).toBe("pending_authorization")
    })

    it("fails in words when Paygate does not answer", async () => {
      shop.paygate.addScenario({ call: "inquire", behaviour: { kind: "http_500" } })
      expect(await endOf(shop.provider.retrievePayment({ data: session.data }))).toBe("outcome_unknown")
    })
  })

  describe("what is kept and logged", () => {
    it("names no shopper and no secret, whatever goes wrong", async () => {
      for (const kind of ["lose_after", "garbage", "html", "declined"] as const) {
        shop.paygate.addScenario({ call: "capture", behaviour: { kind } })
        await endOf(shop.capture(session, 1))
        await endOf(shop.capture(session, 1))
      }
      const kept = JSON.stringify([shop.log, await suite.books.listPaygateOperations(), session.data])
      for (const value of ["Mock", "Schönhauser", "customer@email", "Tüte", "sim-blowfish", "simulator-hmac"]) {
        expect(kept).not.toContain(value)
      }
      expect(shop.log.filter((line) => line.includes(`TransID ${session.id}`)).length).toBeGreaterThanOrEqual(4)
    })
  })
})
