import { checkOrderLine, decodeBase64Json, sumOfTaxes, sumOfTotals, type OrderLine } from "../../src/paygate"
import { createHttpClient } from "../clients/http"
import { createShopper } from "../clients/shopper"
import { inShop } from "../shop/suite"
import { ADDRESSES, createScene, orderOf, sumsOf, type Market, type Scene } from "./scene"

jest.setTimeout(120_000)

const MARKETS: [Market, string, string][] = [
  ["de", "EUR", "DE"],
  ["se", "SEK", "SE"],
  ["gb", "GBP", "EN"],
  ["no", "NOK", "NO"],
]

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })

  /** What Paygate was asked to open, decrypted. */
  function openedWith(payId: string) {
    const { steps } = scene.ledger(payId)
    const parameters = steps.find(({ call }) => call === "createSession")?.parameters ?? {}
    const { order_lines } = decodeBase64Json(parameters["ArticleList"] ?? "") as { order_lines: OrderLine[] }
    return { parameters, lines: order_lines }
  }

  it.each(MARKETS)("sells to a guest in %s for %s", async (market, currency, language) => {
    const { payId, total, orderId } = await scene.buy({ market })
    const payment = scene.ledger(payId)
    expect(payment).toMatchObject({ currency, state: "authorized", authorized: Math.round(total * 100) })
    const { parameters, lines } = openedWith(payId)
    expect(parameters).toMatchObject({ Language: language, bdCountryCode: market.toUpperCase(), Currency: currency })
    expect(sumOfTotals(lines)).toBe(Number(parameters["Amount"]))
    expect(sumOfTaxes(lines)).toBe(Number(parameters["TaxAmount"]))
    expect((await scene.merchant.readOrder(orderId)).payment_status).toBe("authorized")
  })

  it("sells to a registered customer", async () => {
    const credentials = { email: "astrid@email.de", password: "Blumenwiese 7" }
    const http = createHttpClient(suite.backendUrl(), { "x-publishable-api-key": suite.shop().publishableKey })
    const { token } = await http.post<{ token: string }>("/auth/customer/emailpass/register", credentials)
    const account = createShopper(suite.backendUrl(), suite.shop().publishableKey, token)
    await account.http.post("/store/customers", { email: credentials.email, first_name: "Astrid" })
    const login = await http.post<{ token: string }>("/auth/customer/emailpass", credentials)
    const customer = createShopper(suite.backendUrl(), suite.shop().publishableKey, login.token)
    const { payId } = await scene.buy({ shopper: customer, email: credentials.email })
    expect(scene.ledger(payId).addresses["bdEmail"]).toBe("astrid@email.de")
  })

  it("gives the shopper's address to Klarna, the same in session and order", async () => {
    const { payId } = await scene.buy({ shippingAddress: { ...ADDRESSES.de, address_1: "Torstraße 1" } })
    const { steps } = scene.ledger(payId)
    const addressIn = (call: string) =>
      Object.fromEntries(
        Object.entries(steps.find((step) => step.call === call)?.parameters ?? {}).filter(([name]) =>
          /^[bs]d/.test(name),
        ),
      )
    expect(addressIn("createSession")).toEqual(addressIn("createOrder"))
    expect(addressIn("createOrder")).toMatchObject({
      bdStreet: "Neue Schönhauser Str. 2",
      sdStreet: "Torstraße 1",
      bdZip: "10178",
      sdCountryCode: "DE",
    })
  })

  it("passes a promotion on to Klarna as the shopper sees it", async () => {
    const plain = await scene.fillCart()
    const reduced = await scene.fillCart({ promotionCodes: ["KLARNA10"] })
    const session = await scene.openSession(reduced)
    const { parameters, lines } = openedWith(session.data.pay_id)
    expect(reduced.total).toBeLessThan(plain.total)
    expect(Number(parameters["Amount"])).toBe(Math.round(reduced.total * 100))
    expect(lines.some((line) => (line.total_discount_amount ?? 0) > 0)).toBe(true)
  })

  it.each([
    ["umlauts", "Jürgen Groß", "Jürgen Groß"],
    ["an ampersand", "Müller & Söhne", "Müller und Söhne"],
    ["an equals sign", "A=B=C", "A=B=C"],
    ["quotes", `O'Hara "Bob" „Otto“`, `O'Hara "Bob" „Otto“`],
    ["an emoji", "Zoë 👩‍👩‍👧", "Zoë 👩‍👩‍👧"],
    ["a line break", "Anna\nPayID=0", "Anna PayID=0"],
  ])("takes a name with %s", async (_what, name, received) => {
    const { payId } = await scene.buy({ address: { ...ADDRESSES.de, last_name: name, company: name } })
    expect(scene.ledger(payId).addresses).toMatchObject({ bdLastName: received, bdCompany: received })
  })

  it("fits a cart of 60 lines into Paygate's article list", async () => {
    const cart = await scene.fillCart({ items: { "MUG-WHITE": 1 } })
    const skus = Object.values(suite.shop().variants)
    for (let line = 0; line < 59; line++) {
      await scene.shopper.http.post(`/store/carts/${cart.id}/line-items`, {
        variant_id: skus[line % skus.length],
        quantity: 1 + (line % 3),
        metadata: { line },
      })
    }
    const session = await scene.openSession(cart)
    const { parameters, lines } = openedWith(session.data.pay_id)
    expect((parameters["ArticleList"] ?? "").length).toBeLessThanOrEqual(2048)
    expect(sumOfTotals(lines)).toBe(Number(parameters["Amount"]))
    expect(sumOfTaxes(lines)).toBe(Number(parameters["TaxAmount"]))
    expect(lines.map(checkOrderLine)).toEqual(lines.map(() => undefined))
    await scene.confirm(session)
    expect(orderOf(await scene.shopper.complete(cart.id)).total * 100).toBeCloseTo(Number(parameters["Amount"]), 6)
    // Medusa takes longer for each further line.
  }, 240_000)

  it("makes one order and one Klarna order of two completions at once", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    const completions = await Promise.allSettled([scene.shopper.complete(cart.id), scene.shopper.complete(cart.id)])
    const orders = completions.flatMap((result) =>
      result.status === "fulfilled" && result.value.type === "order" ? [result.value.order.id] : [],
    )
    expect(new Set(orders).size).toBe(1)
    expect(scene.paygate.requests({ call: "createOrder" })).toHaveLength(1)
    expect(sumsOf(scene.ledger(session.data.pay_id)).authorized).toBe(Math.round(cart.total * 100))
  })

  it("answers the order to a completion that is repeated", async () => {
    const cart = await scene.fillCart()
    await scene.confirm(await scene.openSession(cart))
    const first = orderOf(await scene.shopper.complete(cart.id))
    expect(orderOf(await scene.shopper.complete(cart.id)).id).toBe(first.id)
    expect(scene.paygate.requests({ call: "createOrder" })).toHaveLength(1)
  })

  it("tells a return page how the payment stands, before and after", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    expect(await scene.shopper.readStatus(session.id)).toEqual({ status: "pending" })
    await scene.confirm(session)
    const order = orderOf(await scene.shopper.complete(cart.id))
    expect(await scene.shopper.readStatus(session.id)).toEqual({ status: "authorized", order_id: order.id })
  })

  it("makes an order that awaits Klarna's decision pending", async () => {
    const cart = await scene.fillCart({ email: "customer+pending@email.de" })
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    const order = orderOf(await scene.shopper.complete(cart.id))
    expect((await scene.merchant.readOrder(order.id)).payment_status).toBe("awaiting")
    expect(await scene.shopper.readStatus(session.id)).toEqual({ status: "pending_authorization", order_id: order.id })
  })

  it("keeps the order and asks nobody twice when the answer to the order creation is lost", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "lose_after" } })
    const order = orderOf(await scene.shopper.complete(cart.id))
    expect(await scene.shopper.readStatus(session.id)).toMatchObject({ status: "pending_authorization" })
    expect((await scene.merchant.readOrder(order.id)).status).toBe("pending")
    expect(scene.paygate.requests({ call: "createOrder" })).toHaveLength(1)
  })
})
