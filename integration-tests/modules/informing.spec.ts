import { setTimeout as wait } from "node:timers/promises"
import type { OperationDraft, PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { changeAddress, changeOrder, changeReference, resendInvoice, withPayment } from "../../src/operations"
import { endOf, KlarnaShop } from "./klarna-shop"
import { severalProcesses, type Session } from "./medusa"
import { withBooks } from "./with-books"

jest.setTimeout(30_000)

/** Longer than the provider waits for an answer. */
const TOO_SLOW = { kind: "slow", ms: 1_500, before_processing: true } as const
const TELLING: OperationDraft = { kind: "update_reference", amount: "0", minorAmount: 0, request: {} }

/** Steps that move no money must never hold up one that does; no lock is shared, as between processes. */
withBooks((suite) => {
  let shop: KlarnaShop
  let session: Session
  beforeEach(async () => {
    shop = await KlarnaShop.open(suite, { locking: severalProcesses() })
    session = await shop.buy()
  })
  afterEach(() => shop.close())

  const { books } = suite
  const sent = (call: string) => shop.paygate.requests({ call }).length
  const order = () => shop.paygate.requests({}).map(({ call }) => call)
  const tell = async (refNr = "4711") => {
    const found = await shop.paymentOf(session)
    return withPayment(shop.context, found, (payment) =>
      changeReference(shop.context, payment, { refNr, told: { told_ref_nr: refNr } }),
    )
  }
  const move = async (sdStreet = "Am Kupfergraben") =>
    changeAddress(shop.context, await shop.paymentOf(session), { fields: { sdStreet }, known: {}, told: {} })
  const remind = async () => resendInvoice(shop.context, await shop.paymentOf(session), undefined)
  const lower = async () => {
    const lines = [{ name: "Tüte", quantity: 1, unit_price: 2000, total_amount: 2000 }]
    await changeOrder(shop.context, await shop.paymentOf(session), { minorAmount: 2000, lines })
  }
  const last = async () => (await shop.operationsOf(session)).at(-1)!
  /** Another process tells Klarna something, and its answer takes a while. */
  const whileTelling = async (work: () => Promise<unknown>, call: "updateReference" | "resendInvoice") => {
    shop.restart({ locking: severalProcesses(), options: { timeout_ms: 10_000 } })
    shop.paygate.addScenario({ call, behaviour: { kind: "slow", ms: 250 } })
    const telling = endOf(call === "updateReference" ? tell() : remind())
    while ((await last()).state !== "started") {
      await wait(5)
    }
    return [await endOf(work()), await telling]
  }

  describe("while Klarna is told something by another process", () => {
    it.each([
      ["a capture", "capture", () => shop.capture(session, 10)],
      ["a release", "reverse", () => shop.cancel(session)],
      ["a change of the order", "updateOrder", lower],
      ["a change of address", "updateAddress", () => move()],
      ["the same", "updateReference", () => tell("4712")],
    ] as const)("%s waits, and is done after it", async (_what, call, work) => {
      expect(await whileTelling(work, "updateReference")).toEqual(["done", "done"])
      expect(
        order()
          .filter((one) => one !== "inquire")
          .slice(-2),
      ).toEqual(["updateReference", call])
    })

    it("a refund waits, and is done after it", async () => {
      await shop.capture(session, 10)
      expect(await whileTelling(() => shop.refund(session, 10), "resendInvoice")).toEqual(["done", "done"])
    })

    it("the order stays authorized for the shopper who asks again", async () => {
      let status: string | undefined
      await whileTelling(async () => (status = await shop.authorize(session)), "updateReference")
      expect(status).toBe("authorized")
    })

    it("waits no longer than a call can take, whatever became of that process", async () => {
      await books.begin((await shop.paymentOf(session)).id, TELLING)
      expect(await endOf(shop.capture(session, 10))).toBe("done")
      expect((await shop.operationsOf(session)).slice(-2)).toMatchObject([{ state: "failed", code: null }, {}])
    })
  })

  describe("an answer that is lost", () => {
    const lose = async (work: () => Promise<unknown>, call: "updateReference" | "updateAddress" | "resendInvoice") => {
      shop.paygate.addScenario({ call, behaviour: TOO_SLOW })
      expect(await endOf(work())).toBe("outcome_unknown")
    }

    it("holds up no capture, and is kept as what it was", async () => {
      await lose(tell, "updateReference")
      const { message } = await last()
      await shop.capture(session, 10)
      expect((await shop.operationsOf(session)).slice(-2)).toMatchObject([
        { kind: "update_reference", state: "failed", code: "timeout", message },
        { kind: "capture", state: "succeeded" },
      ])
      expect(sent("inquire")).toBe(0)
    })

    it("holds up no refund, release, nor change of something else", async () => {
      await lose(tell, "updateReference")
      expect(await endOf(move())).toBe("done")
      await shop.capture(session, 10)
      await lose(remind, "resendInvoice")
      expect(await endOf(shop.refund(session, 5))).toBe("done")
      expect(await endOf(shop.cancel(session))).toBe("done")
      expect(await shop.sumsOf(session)).toMatchObject({ klarna: { captured: 1000, refunded: 500, released: 2000 } })
    })

    it.each([
      ["a reference number", "updateReference", tell, move],
      ["an address", "updateAddress", move, tell],
    ] as const)(
      "keeps a newer value of %s back until the older one can no longer come",
      async (_what, call, it, other) => {
        await lose(() => it("old"), call)
        expect(await endOf(it("new"))).toBe("operation_in_progress")
        await other()
        expect(await endOf(it("new"))).toBe("operation_in_progress")
        expect(sent(call)).toBe(1)
        await shop.age(session, 3)
        expect(await endOf(it("new"))).toBe("done")
      },
    )

    it("keeps nothing back where the connection broke", async () => {
      shop.paygate.addScenario({ call: "updateReference", behaviour: { kind: "lose_before" } })
      expect(await endOf(tell("old"))).toBe("outcome_unknown")
      expect(await endOf(tell("new"))).toBe("done")
      expect(shop.ledgerOf(session).ref_nr).toBe("new")
    })

    it("is not waited for for ever where Paygate said that it is pending", async () => {
      shop.paygate.addScenario({ call: "updateReference", behaviour: { kind: "pending" } })
      expect(await endOf(tell())).toBe("outcome_unknown")
      expect(await endOf(move())).toBe("done")
      expect(await endOf(tell())).toBe("operation_in_progress")
      await shop.age(session, 3)
      expect(await endOf(tell())).toBe("done")
    })
  })

  describe("a step that another process's begins right before", () => {
    /** Has something happen the moment before an operation is written. */
    const slipIn = (work: () => Promise<void>) => {
      let hasHappened = false
      const slipping = new Proxy(books, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target)
          if (name === "begin") {
            return async (...args: Parameters<PaygateKlarnaBooks["begin"]>) => {
              await (hasHappened ? undefined : work())
              hasHappened = true
              return target.begin(...args)
            }
          }
          return typeof value === "function" ? (value as () => unknown).bind(target) : value
        },
      })
      shop.restart({ locking: severalProcesses(), books: slipping })
    }
    const beginTelling = async () => (await books.begin((await shop.paymentOf(session)).id, TELLING)).id

    it("waits for it, and is done", async () => {
      slipIn(async () => {
        const id = await beginTelling()
        setTimeout(() => void books.settle(id, { state: "succeeded" }), 300)
      })
      expect(await endOf(shop.capture(session, 10))).toBe("done")
      expect(shop.ledgerOf(session).captures.map(({ amount }) => amount)).toEqual([1000])
    })

    it("is refused when that has moved money since", async () => {
      slipIn(async () => {
        const telling = await beginTelling()
        await suite.sql("update paygate_klarna_payment set captured_amount = 500, raw_captured_amount = ?", [
          JSON.stringify({ value: "500", precision: 20 }),
        ])
        setTimeout(() => void books.settle(telling, { state: "succeeded" }), 50)
      })
      expect(await endOf(shop.capture(session, 10))).toBe("operation_in_progress")
      expect(sent("capture")).toBe(0)
    })

    it("is refused at once where that moves money", async () => {
      slipIn(async () => {
        const { id } = await shop.paymentOf(session)
        await books.begin(id, { kind: "credit", amount: "5", minorAmount: 500, request: {} })
      })
      expect(await endOf(shop.capture(session, 10))).toBe("operation_in_progress")
      expect(sent("capture")).toBe(0)
    })
  })
})
