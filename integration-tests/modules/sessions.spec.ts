import { BERLIN, cartOf, endOf, KlarnaShop } from "./klarna-shop"
import { severalProcesses, type Session } from "./medusa"
import { withBooks } from "./with-books"

jest.setTimeout(30_000)

withBooks((suite) => {
  let shop: KlarnaShop
  beforeEach(async () => {
    shop = await KlarnaShop.open(suite)
  })
  afterEach(() => shop.close())

  const ready = async (cart = cartOf()): Promise<Session> => {
    const session = await shop.openSession(cart)
    await shop.confirm(session)
    return session
  }

  describe("opening a session", () => {
    it("gives the browser what Klarna's widget needs, and nothing else", async () => {
      const customer = { date_of_birth: "1970-10-07", title: "Frau Zqx" }
      const session = await shop.openSession(cartOf(), { customer, locale: "sv-SE", pay_id: "forged", note: "x" })
      expect(session.data).toEqual({
        session_id: session.id,
        flow: "widget",
        pay_id: shop.ledgerOf(session).pay_id,
        client_token: expect.any(String) as string,
        pay_type: "pay_now,pay_later,pay_over_time",
      })
    })

    it("writes the payment into the books with neither address, token nor personal data", async () => {
      const customer = { date_of_birth: "1970-10-07", title: "Frau Zqx" }
      const session = await shop.openSession(cartOf(), { customer })
      const payment = await shop.paymentOf(session)
      expect(payment).toMatchObject({
        provider_id: "pp_paygate-klarna_eu",
        state: "open",
        pay_id: session.data["pay_id"],
        trans_id: session.id,
        ref_nr: session.id.slice("payses_".length),
        currency_code: "EUR",
        country_code: "DE",
        session_amount: 3000,
        session_tax_amount: 479,
        authorized_amount: 0,
      })
      const kept = JSON.stringify([payment, await shop.operationsOf(session), shop.log])
      for (const value of ["1970", "Zqx", "Schönhauser", "customer@email", String(session.data["client_token"])]) {
        expect(kept).not.toContain(value)
      }
      expect(shop.ledgerOf(session).shopper).toMatchObject({ DateOfBirth: "1970-10-07", Title: "Frau Zqx" })
    })

    it.each([
      ["declined", { kind: "declined" }, /^2[0-9A-Z]{7}$/],
      ["lost", { kind: "lose_after" }, /^klarna_unavailable$/],
      ["unreadable", { kind: "garbage" }, /^klarna_unavailable$/],
    ] as const)("leaves nothing open when the answer is %s", async (_what, behaviour, code) => {
      shop.paygate.addScenario({ call: "createSession", behaviour })
      expect(await endOf(shop.openSession())).toMatch(code)
      const [payment] = await suite.books.listPaygatePayments()
      expect(payment?.state).toBe("failed")
      expect(await suite.books.findOpenOperation(payment!.id)).toBeUndefined()
    })

    it("says in the log which parameter does not fit, and never its value", async () => {
      const billing_address = { ...BERLIN, postal_code: "1017&Amount=1" }
      expect(await endOf(shop.openSession(cartOf({ billing_address })))).toBe("klarna_unavailable")
      expect(shop.log).toEqual([expect.stringMatching(/^warn: paygate-klarna: The call createSession .*bdZip/)])
      expect(shop.log.join()).not.toContain("1017")
      expect(await suite.books.listPaygatePayments()).toEqual([])
    })

    it("takes the account of the country", async () => {
      shop.restart({ options: { account: { SE: "other", default: "klarna" } } })
      const session = await shop.openSession()
      const [step] = shop.ledgerOf(session).steps
      expect(step?.parameters["Account"]).toBe("klarna")
    })

    it("is refused where no account is for the country", async () => {
      shop.restart({ options: { account: { SE: "klarna" } } })
      expect(await endOf(shop.openSession())).toBe("country_without_account")
    })

    it("sends layout and risk data as configured, the latter from the cart", async () => {
      const enhanced_data = (cart: Record<string, unknown>) => ({ cart: cart["id"] })
      shop.restart({ options: { enhanced_data, layout: { color_button: "#FF9900" } } })
      const [step] = shop.ledgerOf(await shop.openSession()).steps
      const decoded = (name: string) =>
        JSON.parse(Buffer.from(step?.parameters[name] ?? "", "base64").toString("latin1")) as unknown
      expect(decoded("EnhancedData")).toEqual({ cart: "cart_01JZYXWVTSRQPNMKJHGFEDCBA9" })
      expect(decoded("Layout")).toEqual({ options: { color_button: "#FF9900" } })
    })

    it.each([
      ["https://shop.example/return?cart=1", "https://shop.example/return?cart=1"],
      [undefined, "https://shop.example/"],
    ])("sends the shopper back to %s", async (return_url, sent) => {
      const [step] = shop.ledgerOf(await shop.openSession(cartOf(), { return_url })).steps
      expect(step?.parameters["URLConfirm"]).toBe(sent)
    })

    it.each([
      "https://evil.example/",
      "https://shop.example.evil.example/",
      "https://shop.example@evil.example/",
      "http://shop.example/",
      "//evil.example/",
      "javascript:alert(1)",
      "https://shop.example/?a=1&Amount=1",
      `https://shop.example/${"x".repeat(256)}`,
    ])("never sends the shopper to %s", async (return_url) => {
      expect(await endOf(shop.openSession(cartOf(), { return_url }))).toBe("return_url_invalid")
      expect(shop.paygate.requests()).toEqual([])
    })

    it("tells Klarna the country alone where the browser gives the addresses", async () => {
      shop.restart({ options: { addresses: "browser" } })
      expect(shop.ledgerOf(await shop.openSession()).addresses).toEqual({ bdCountryCode: "DE" })
    })
  })

  describe("giving a session up", () => {
    it("forgets it with its token, and takes no order afterwards", async () => {
      const session = await ready()
      await shop.forget(session)
      expect(await shop.paymentOf(session)).toMatchObject({ state: "canceled", authorization_token: null })
      expect(await endOf(shop.authorize(session))).toBe("payment_closed")
    })

    it("leaves an order alone", async () => {
      const session = await shop.buy()
      await shop.forget(session)
      expect((await shop.paymentOf(session)).state).toBe("authorized")
    })

    it.each([
      ["a session that is unknown", { session_id: "payses_nobody" }],
      ["data without a session", {}],
    ])("never fails, not even for %s", async (_what, data) => {
      await expect(shop.provider.deletePayment({ data })).resolves.toEqual({ data })
    })

    it("never fails, not even without a database", async () => {
      const books = { forgetSession: () => Promise.reject(new Error("no database: secret")) }
      shop.restart({ books: books as never })
      await expect(shop.provider.deletePayment({ data: { session_id: "payses_1" } })).resolves.toBeDefined()
      expect(shop.log).toEqual(["error: paygate-klarna: a session could not be forgotten: Error"])
    })

    it("never leaves an order behind that nobody knows of, whichever comes first", async () => {
      shop.restart({ locking: severalProcesses() })
      for (let round = 0; round < 6; round += 1) {
        const session = await ready()
        const [authorized] = await Promise.allSettled([
          shop.authorize(session),
          new Promise((resolve) => setTimeout(resolve, round * 4)).then(() => shop.forget(session)),
        ])
        const { state } = await shop.paymentOf(session)
        expect(state).toBe(authorized.status === "fulfilled" ? "authorized" : "canceled")
        expect(shop.ledgerOf(session).authorized).toBe(state === "authorized" ? 3000 : 0)
      }
    })
  })

  describe("a changed amount", () => {
    const update = (session: Session, amount: number, currency_code = "eur") =>
      endOf(shop.provider.updatePayment({ data: session.data, amount, currency_code }))

    it("asks for a new session, since Paygate cannot change one", async () => {
      const session = await shop.openSession()
      expect(await update(session, 30)).toBe("done")
      expect(await update(session, 30.001)).toBe("done")
      expect(await update(session, 30.01)).toBe("session_outdated")
      expect(await update(session, 30, "sek")).toBe("session_outdated")
      expect(await update(session, 30, "jpy")).toBe("session_outdated")
    })
  })
})
