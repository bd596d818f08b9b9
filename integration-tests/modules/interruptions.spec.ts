import { endOf, KlarnaShop } from "./klarna-shop"
import { FailingBooks, type Moment } from "./failing-books"
import type { Session } from "./medusa"
import { withBooks } from "./with-books"

jest.setTimeout(30_000)

const MOMENTS: Moment[] = ["before", "after"]

/** More calls of the books than any of the provider's verbs makes. */
const MOST_CALLS = 20

withBooks((suite) => {
  let shop: KlarnaShop
  beforeEach(async () => {
    shop = await KlarnaShop.open(suite)
  })
  afterEach(() => shop.close())

  const paid = async () => {
    const session = await shop.openSession()
    await shop.confirm(session)
    return session
  }
  const captured = async () => {
    const session = await shop.buy()
    await shop.capture(session, 20)
    return session
  }

  /**
   * Runs a verb once for each of its calls of the books, which fails; `recover` has to put everything right after it.
   * Every round has a payment of its own.
   */
  async function interruptAtEachCall(
    moment: Moment,
    forGood: boolean,
    verb: { prepare: () => Promise<Session>; run: (session: Session) => Promise<unknown> },
    recover: (session: Session, end: string) => Promise<void>,
  ): Promise<number> {
    for (let at = 1; at <= MOST_CALLS; at += 1) {
      shop.restart()
      const session = await verb.prepare()
      const failing = new FailingBooks(suite.books, at, moment, forGood)
      shop.restart({ books: failing.books })
      const end = await endOf(verb.run(session))
      if (!failing.hasFailed) {
        return at - 1
      }
      shop.restart()
      await recover(session, end)
    }
    throw new Error("the verb never ended")
  }

  /** Tries again as a merchant would, letting time pass in between. */
  async function until(session: Session, step: () => Promise<unknown>): Promise<string> {
    let end = ""
    for (let attempt = 0; attempt < 4 && end !== "done"; attempt += 1) {
      end = await endOf(step())
      await shop.age(session, 1)
    }
    return end
  }

  async function expectSameSums(session: Session, captured: number, refunded = 0, released = 0): Promise<void> {
    expect(await shop.sumsOf(session)).toEqual({
      medusa: { captured, refunded },
      books: { authorized: 3000, captured, refunded, released },
      klarna: { authorized: 3000, captured, refunded, released },
    })
  }

  describe.each(MOMENTS)("a database that fails %s a call, once", (moment) => {
    it("never makes a capture happen twice, nor any ledger differ, when the merchant tries again", async () => {
      const calls = await interruptAtEachCall(
        moment,
        false,
        {
          prepare: () => shop.buy(),
          run: (session) => shop.capture(session, 10),
        },
        async (session, end) => {
          if (end !== "done") {
            expect(await until(session, () => shop.capture(session, 10))).toBe("done")
          }
          await expectSameSums(session, 1000)
        },
      )
      expect(calls).toBeGreaterThanOrEqual(5)
    })

    it("never makes a refund happen twice, nor any ledger differ, when the merchant tries again", async () => {
      const calls = await interruptAtEachCall(
        moment,
        false,
        { prepare: captured, run: (session) => shop.refund(session, 10) },
        async (session, end) => {
          if (end !== "done") {
            expect(await until(session, () => shop.refund(session, 10))).toBe("done")
          }
          await expectSameSums(session, 2000, 1000)
        },
      )
      expect(calls).toBeGreaterThanOrEqual(5)
    })

    it("never leaves a release undone, when it is tried again", async () => {
      const calls = await interruptAtEachCall(
        moment,
        false,
        { prepare: () => shop.buy(), run: (session) => shop.cancel(session) },
        async (session, end) => {
          if (end !== "done") {
            expect(await until(session, () => shop.cancel(session))).toBe("done")
          }
          expect((await shop.paymentOf(session)).state).toBe("canceled")
          await expectSameSums(session, 0, 0, 3000)
        },
      )
      expect(calls).toBeGreaterThanOrEqual(4)
    })

    it("never makes an order that the shopper is not told of", async () => {
      const calls = await interruptAtEachCall(
        moment,
        false,
        { prepare: paid, run: (session) => shop.authorize(session) },
        async (session, end) => {
          const { authorized } = shop.ledgerOf(session)
          if (authorized > 0 || end === "done") {
            // Pending is the honest answer; a refusal would send the shopper to another way to pay.
            expect(end).toBe("done")
          }
          await shop.age(session, 1)
          expect(await until(session, () => shop.authorize(session))).toBe("done")
        },
      )
      expect(calls).toBeGreaterThanOrEqual(4)
    })
  })

  describe.each(MOMENTS)("a process that dies %s a call of the books", (moment) => {
    it("leaves an order that is found again, and no second one", async () => {
      await interruptAtEachCall(
        moment,
        true,
        { prepare: paid, run: (session) => shop.authorize(session) },
        async (session) => {
          await shop.age(session, 1)
          let status = await shop.authorize(session)
          if (status === "pending_authorization") {
            expect(shop.ledgerOf(session).authorized).toBe(0)
            await shop.age(session, 61)
            expect(await endOf(shop.authorize(session))).toBe("payment_closed")
            return
          }
          expect(status).toBe("authorized")
          status = await shop.authorize(session)
          expect(status).toBe("authorized")
          const orders = shop.paygate.requests({ call: "createOrder", trans_id: session.id })
          expect(orders.filter(({ status: answer }) => answer === "OK")).toHaveLength(1)
          expect(await shop.sumsOf(session)).toMatchObject({ books: { authorized: 3000 } })
        },
      )
    })

    it("leaves the books and Klarna in agreement once the next step has asked", async () => {
      await interruptAtEachCall(
        moment,
        true,
        { prepare: captured, run: (session) => shop.refund(session, 10) },
        async (session) => {
          await shop.age(session, 1)
          expect(await endOf(shop.capture(session, 1))).toBe("done")
          const { books, klarna } = await shop.sumsOf(session)
          expect(books).toEqual(klarna)
          expect([0, 1000]).toContain(klarna.refunded)
        },
      )
    })

    it("leaves no session that could be paid without the books knowing", async () => {
      for (let at = 1; at <= MOST_CALLS; at += 1) {
        const failing = new FailingBooks(suite.books, at, moment, true)
        shop.restart({ books: failing.books })
        const end = await endOf(shop.openSession())
        if (!failing.hasFailed) {
          return
        }
        expect(end).not.toBe("done")
        shop.restart()
        for (const { trans_id } of shop.paygate.ledger()) {
          expect(await suite.books.findPaymentBySession(trans_id)).toBeDefined()
        }
      }
    })
  })
})
