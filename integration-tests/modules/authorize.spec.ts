import { addressFields } from "../../src/purchase/addresses"
import { BERLIN, cartOf, endOf, KlarnaShop, TIMEOUT_MS } from "./klarna-shop"
import { neverMyTurn, severalProcesses, type Session } from "./medusa"
import { withBooks } from "./with-books"

jest.setTimeout(30_000)

const HOUR = 60

withBooks((suite) => {
  let shop: KlarnaShop
  beforeEach(async () => {
    shop = await KlarnaShop.open(suite)
  })
  afterEach(() => shop.close())

  const ordersSent = () => shop.paygate.requests({ call: "createOrder" }).length
  const ready = async (cart = cartOf()): Promise<Session> => {
    const session = await shop.openSession(cart)
    await shop.confirm(session)
    return session
  }

  describe("authorizing", () => {
    it("creates Klarna's order over what the session was opened over, and forgets both tokens", async () => {
      const session = await ready()
      expect(await shop.authorize(session)).toBe("authorized")
      expect(await shop.sumsOf(session)).toMatchObject({
        books: { authorized: 3000, captured: 0, released: 0 },
        klarna: { authorized: 3000, captured: 0, released: 0 },
      })
      const payment = await shop.paymentOf(session)
      expect(payment).toMatchObject({ state: "authorized", authorization_token: null, authorization_token_at: null })
      expect(payment.klarna_order_id).toMatch(/^[0-9a-f-]{36}$/)
      expect(Number(payment.expires_at) - Date.now()).toBeGreaterThan(27 * 24 * HOUR * 60_000)
      expect(session.data).toEqual({
        session_id: session.id,
        flow: "widget",
        pay_id: session.data["pay_id"],
        pay_type: "pay_now,pay_later,pay_over_time",
      })
    })

    it("answers from the books when asked again, without the token and without Paygate", async () => {
      const session = await shop.buy()
      const before = shop.paygate.requests().length
      expect(await shop.authorize(session)).toBe("authorized")
      expect(shop.paygate.requests()).toHaveLength(before)
    })

    it("creates one order when webhook and storefront come at once", async () => {
      const session = await ready()
      expect(await Promise.all([shop.authorize(session), shop.authorize(session)])).toEqual([
        "authorized",
        "authorized",
      ])
      expect(ordersSent()).toBe(1)
    })

    it("creates one order when several processes come at once", async () => {
      shop.restart({ locking: severalProcesses() })
      const session = await ready()
      const statuses = await Promise.allSettled(Array.from({ length: 5 }, () => shop.authorize(session)))
      expect(ordersSent()).toBe(1)
      const answers = statuses.map((status) =>
        status.status === "fulfilled" ? status.value : (status.reason as { code: string }).code,
      )
      expect(answers).toContain("authorized")
      for (const answer of answers) {
        expect(["authorized", "pending_authorization", "operation_in_progress", "payment_closed"]).toContain(answer)
      }
      expect(await shop.authorize(session)).toBe("authorized")
      expect((await shop.paymentOf(session)).error_code).toBeNull()
    })

    it("says that somebody else is at it when its turn does not come", async () => {
      const session = await ready()
      shop.restart({ locking: neverMyTurn() })
      expect(await endOf(shop.authorize(session))).toBe("operation_in_progress")
      expect(ordersSent()).toBe(0)
    })

    it("needs the shopper's token", async () => {
      const session = await shop.openSession()
      expect(await endOf(shop.authorize(session))).toBe("authorization_token_missing")
      expect((await shop.paymentOf(session)).error_code).toBe("authorization_token_missing")
      expect(ordersSent()).toBe(0)
    })

    it("does not bother Klarna with a token of an hour ago", async () => {
      const session = await shop.openSession()
      await shop.confirm(session, shop.widgetToken(session), new Date(Date.now() - HOUR * 60_000))
      expect(await endOf(shop.authorize(session))).toBe("authorization_token_expired")
      expect(ordersSent()).toBe(0)
    })

    it("gets nowhere with a token of another session", async () => {
      const first = await shop.openSession()
      const token = shop.widgetToken(first)
      const session = await shop.openSession()
      await shop.confirm(session, token)
      expect(await endOf(shop.authorize(session))).toBe("22891943")
      expect(await shop.sumsOf(session)).toMatchObject({ klarna: { authorized: 0 }, books: { authorized: 0 } })
    })

    it("gets nowhere with a token that was used", async () => {
      const first = await ready()
      const used = (await shop.paymentOf(first)).authorization_token!
      await shop.authorize(first)
      const session = await shop.openSession()
      await shop.confirm(session, used)
      expect(await endOf(shop.authorize(session))).toMatch(/^2/)
      expect((await shop.paymentOf(session)).authorization_token).toBeNull()
    })

    it("refuses a session it does not know", async () => {
      const session = await ready()
      expect(await endOf(shop.authorize({ ...session, id: "payses_nobody", data: {} }))).toBe("session_unknown")
    })
  })

  describe("a cart that is no longer the session's", () => {
    it.each<[string, (session: Session) => void, string]>([
      [
        "another total",
        (session) => Object.assign(session.cart["items"] as object[], [{ ...item(session), quantity: 4 }]),
        "session_outdated",
      ],
      ["the same total of other things", (session) => rename(session, "Something else"), "cart_changed"],
      [
        "another billing address",
        (session) => move(session, "billing_address", { address_1: "Torstraße 1" }),
        "address_changed",
      ],
      ["another shipping address", (session) => move(session, "shipping_address", { city: "Bonn" }), "address_changed"],
      ["another e-mail address", (session) => void (session.cart["email"] = "other@email.de"), "address_changed"],
      ["another name", (session) => move(session, "billing_address", { last_name: "Other" }), "address_changed"],
    ])("is refused with %s", async (_what, change, code) => {
      const session = await ready()
      change(session)
      expect(await endOf(shop.authorize(session))).toBe(code)
      expect(ordersSent()).toBe(0)
      expect(await shop.paymentOf(session)).toMatchObject({ state: "open", error_code: code })
    })

    it("is refused with another tax in the same total", async () => {
      const session = await ready()
      Object.assign(session.cart["items"] as object[], [{ ...item(session), tax_lines: [{ rate: 7 }] }])
      expect(await endOf(shop.authorize(session))).toBe("cart_changed")
    })

    it("is taken when it is again what it was", async () => {
      const session = await ready()
      move(session, "billing_address", { address_1: "Torstraße 1" })
      await endOf(shop.authorize(session))
      session.cart["billing_address"] = BERLIN
      expect(await shop.authorize(session)).toBe("authorized")
    })

    it("has the same addresses in session and order", async () => {
      const session = await shop.buy()
      const addressesIn = (call: string) =>
        Object.fromEntries(
          Object.entries(shop.ledgerOf(session).steps.find((step) => step.call === call)?.parameters ?? {}).filter(
            ([name]) => /^[bs]d/.test(name),
          ),
        )
      expect(addressesIn("createOrder")).toEqual(addressesIn("createSession"))
      expect(addressesIn("createOrder")).toEqual(addressFields(session.cart as never))
    })

    const item = (session: Session) => (session.cart["items"] as Record<string, unknown>[])[0]
    const rename = (session: Session, title: string) =>
      void Object.assign(item(session)!, { title, product_title: title })
    const move = (session: Session, which: string, change: object) =>
      void (session.cart[which] = { ...BERLIN, ...change })
  })

  describe("an order creation that goes wrong", () => {
    it("tells the shopper when Klarna declines, and takes another confirmation", async () => {
      const session = await ready()
      shop.paygate.addScenario({ call: "createOrder", behaviour: { kind: "declined", code: "22890100" } })
      expect(await endOf(shop.authorize(session))).toBe("22890100")
      expect(await shop.paymentOf(session)).toMatchObject({
        state: "open",
        error_code: "22890100",
        authorization_token: null,
      })
      await shop.confirm(session)
      expect(await shop.authorize(session)).toBe("authorized")
      expect((await shop.paymentOf(session)).error_code).toBeNull()
    })

    it("keeps the token when Paygate was not reached, so that the next attempt succeeds", async () => {
      const session = await ready()
      shop.restart({ options: { base_url: "http://127.0.0.1:1/" } })
      expect(await endOf(shop.authorize(session))).toBe("klarna_not_reached")
      expect((await shop.paymentOf(session)).authorization_token).not.toBeNull()
      shop.restart()
      expect(await shop.authorize(session)).toBe("authorized")
    })

    it.each(["lose_before", "lose_after", "http_500", "garbage", "empty", "html"] as const)(
      "never treats an answer that is lost as a refusal: %s",
      async (kind) => {
        const session = await ready()
        shop.paygate.addScenario({ call: "createOrder", behaviour: { kind } })
        expect(await shop.authorize(session)).toBe("pending_authorization")
        expect(await shop.paymentOf(session)).toMatchObject({ state: "pending", authorization_token: null })
        expect(session.data).not.toHaveProperty("client_token")
        expect(ordersSent()).toBe(1)
      },
    )

    it("waits no longer than it was told to", async () => {
      const session = await ready()
      shop.paygate.addScenario({ call: "createOrder", behaviour: { kind: "slow", ms: 5000 } })
      const startedAt = Date.now()
      expect(await shop.authorize(session)).toBe("pending_authorization")
      expect(Date.now() - startedAt).toBeLessThan(TIMEOUT_MS + 3000)
    })

    it("is authorized when an inquiry finds the order, however its answer was lost", async () => {
      const session = await ready()
      shop.paygate.addScenario({ call: "createOrder", behaviour: { kind: "lose_after" } })
      await shop.authorize(session)
      expect(await shop.authorize(session)).toBe("authorized")
      expect(await shop.sumsOf(session)).toMatchObject({ books: { authorized: 3000 }, klarna: { authorized: 3000 } })
      expect((await shop.paymentOf(session)).expires_at).not.toBeNull()
      expect(ordersSent()).toBe(1)
    })

    it("stays pending for an hour when an inquiry finds none, and is over then", async () => {
      const session = await ready()
      shop.paygate.addScenario({ call: "createOrder", behaviour: { kind: "lose_before" } })
      await shop.authorize(session)
      await shop.age(session, 59)
      expect(await shop.authorize(session)).toBe("pending_authorization")
      await shop.age(session, 2)
      expect(await endOf(shop.authorize(session))).toBe("payment_closed")
      expect((await shop.paymentOf(session)).state).toBe("failed")
      expect(ordersSent()).toBe(1)
    })

    it.each(["lose_before", "http_500", "garbage", "declined"] as const)(
      "stays pending when the inquiry fails as well: %s",
      async (kind) => {
        const session = await ready()
        shop.paygate.addScenario({ call: "createOrder", behaviour: { kind: "lose_after" } })
        await shop.authorize(session)
        shop.paygate.addScenario({ call: "inquire", behaviour: { kind } })
        expect(await shop.authorize(session)).toBe("pending_authorization")
        expect(await shop.authorize(session)).toBe("authorized")
      },
    )

    it.each([
      ["accepted", "authorized"],
      ["rejected", "payment_closed"],
    ] as const)("waits for Klarna's decision: %s", async (outcome, end) => {
      const session = await ready(cartOf({ email: "customer+pending@email.de" }))
      expect(await shop.authorize(session)).toBe("pending_authorization")
      expect(await shop.paymentOf(session)).toMatchObject({ state: "pending" })
      expect(await shop.authorize(session)).toBe("pending_authorization")
      shop.paygate.settle(String(session.data["pay_id"]), { outcome })
      if (outcome === "accepted") {
        expect(await shop.authorize(session)).toBe(end)
      } else {
        // An inquiry alone cannot tell a rejection from a decision still to come.
        expect(await shop.authorize(session)).toBe("pending_authorization")
      }
    })
  })
})
