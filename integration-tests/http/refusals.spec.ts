import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import { HttpError } from "../clients/http"
import { inShop } from "../shop/suite"
import { ADDRESSES, createScene, orderOf, type Scene } from "./scene"

jest.setTimeout(120_000)

/** What a refused request answers. */
async function refusalOf(request: Promise<unknown>): Promise<{ status: number; code: unknown; message: unknown }> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpError)) {
    throw new Error("the request was not refused", { cause: error })
  }
  return { status: error.status, code: error.body["code"], message: error.body["message"] }
}

inShop((suite) => {
  let scene: Scene
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const books = () => suite.getContainer().resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)

  /** Completes and answers what the shopper reads. */
  async function refusedCompletion(cartId: string, sessionId: string) {
    const completion = await scene.shopper.complete(cartId)
    if (completion.type !== "cart") {
      throw new Error("the cart became an order")
    }
    return { ...completion.error, ...(await scene.shopper.readStatus(sessionId)) }
  }

  it("tells the shopper when Klarna declines, and lets another try succeed", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    scene.paygate.addScenario({ call: "createOrder", behaviour: { kind: "declined" } })
    const refused = await refusedCompletion(cart.id, session.id)
    expect(refused).toMatchObject({
      type: "payment_authorization_error",
      message: "Klarna has declined this payment. Please choose another way to pay",
      status: "failed",
      error: { code: expect.stringMatching(/^2[0-9A-Z]{7}$/) as string },
    })
    const again = await scene.openSession(cart)
    await scene.confirm(again)
    expect(orderOf(await scene.shopper.complete(cart.id)).id).toMatch(/^order_/)
  })

  it("refuses to complete without a token", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    expect(await refusedCompletion(cart.id, session.id)).toMatchObject({
      error: { code: "authorization_token_missing" },
      status: "pending",
    })
    expect(scene.paygate.requests({ call: "createOrder" })).toHaveLength(0)
  })

  it("refuses a token of an hour ago without asking Klarna", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    const payment = await books().findPaymentBySession(session.id)
    await books().updatePaygatePayments({
      id: payment?.id ?? "",
      authorization_token_at: new Date(Date.now() - 60 * 60 * 1000),
    })
    expect(await refusedCompletion(cart.id, session.id)).toMatchObject({
      error: { code: "authorization_token_expired" },
    })
    expect(scene.paygate.requests({ call: "createOrder" })).toHaveLength(0)
  })

  it("refuses a token that was used for another payment", async () => {
    const used = await scene.fillCart()
    const first = await scene.openSession(used)
    const token = scene.klarnaToken(first.data.client_token)
    await scene.shopper.confirm(first.id, token)
    orderOf(await scene.shopper.complete(used.id))
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.shopper.confirm(session.id, token)
    expect(await refusedCompletion(cart.id, session.id)).toMatchObject({ type: "payment_authorization_error" })
    expect(scene.ledger(session.data.pay_id).authorized).toBe(0)
  })

  it("refuses a cart whose address changed since the session, and takes it with a new session", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    await scene.shopper.http.post(`/store/carts/${cart.id}`, {
      billing_address: { ...ADDRESSES.de, address_1: "Torstraße 1" },
    })
    expect(await refusedCompletion(cart.id, session.id)).toMatchObject({ error: { code: "address_changed" } })
    expect(scene.paygate.requests({ call: "createOrder" })).toHaveLength(0)
    await scene.confirm(await scene.openSession(cart))
    orderOf(await scene.shopper.complete(cart.id))
  })

  it("charges the cart as it is after its lines changed", async () => {
    const cart = await scene.fillCart()
    const old = await scene.openSession(cart)
    await scene.confirm(old)
    await scene.shopper.http.post(`/store/carts/${cart.id}/line-items`, {
      variant_id: suite.shop().variants["LAMP-RED"],
      quantity: 1,
    })
    // Medusa deletes the sessions of a cart whose total changes.
    expect(await scene.shopper.readStatus(old.id)).toMatchObject({ status: "canceled" })
    const session = await scene.openSession(cart)
    await scene.confirm(session)
    const order = orderOf(await scene.shopper.complete(cart.id))
    expect(scene.ledger(session.data.pay_id).authorized).toBe(Math.round(order.total * 100))
    expect(scene.ledger(old.data.pay_id).authorized).toBe(0)
  })

  it("takes no amount from the browser", async () => {
    const cart = await scene.fillCart()
    const session = await scene.openSession(cart, { amount: 1, Amount: 1, pay_id: "0", client_token: "x" })
    const { session_amount } = scene.ledger(session.data.pay_id)
    expect(session_amount).toBe(Math.round(cart.total * 100))
    expect(session.data).toEqual({
      session_id: session.id,
      flow: "widget",
      pay_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      client_token: expect.any(String) as string,
      pay_type: expect.any(String) as string,
    })
  })

  it.each([
    ["an unknown flow", { flow: "free" }, "session_data_invalid"],
    ["the recurring flow", { flow: "recurring" }, "flow_not_available"],
    ["saving the method", { save_payment_method: true }, "saving_not_available"],
    ["an unknown method", { pay_type: "pay_never" }, "session_data_invalid"],
    ["a malformed locale", { locale: "!" }, "locale_invalid"],
    ["a return address elsewhere", { return_url: "https://evil.example/" }, "return_url_invalid"],
    ["a malformed date of birth", { customer: { date_of_birth: "31.12.1999" } }, "session_data_invalid"],
    [
      "a social security number in Germany",
      { customer: { social_security_number: "1234" } },
      "social_security_number_not_allowed",
    ],
  ])("refuses %s before anything is sent", async (_what, data, code) => {
    const before = scene.paygate.requests().length
    const cart = await scene.fillCart()
    expect(await refusalOf(scene.openSession(cart, data))).toMatchObject({ status: 400, code })
    expect(scene.paygate.requests()).toHaveLength(before)
  })

  it("refuses a country Klarna does not serve", async () => {
    const cart = await scene.fillCart({
      address: { ...ADDRESSES.de, country_code: "fr" },
      shippingAddress: ADDRESSES.de,
    })
    expect(await refusalOf(scene.openSession(cart))).toMatchObject({ status: 400, code: "country_not_supported" })
  })

  it("refuses a currency that is not the country's", async () => {
    const cart = await scene.fillCart({ market: "se", address: ADDRESSES.de, shippingAddress: ADDRESSES.se })
    expect(await refusalOf(scene.openSession(cart))).toMatchObject({ status: 400, code: "currency_not_of_country" })
  })

  it("says that Klarna is unavailable when no session can be opened", async () => {
    const cart = await scene.fillCart()
    scene.paygate.addScenario({ call: "createSession", behaviour: { kind: "http_500" } })
    expect(await refusalOf(scene.openSession(cart))).toEqual({
      status: 400,
      code: "klarna_unavailable",
      message: "Klarna is not available at the moment. Please try again or choose another way to pay",
    })
  })

  it.each([
    ["no token", {}],
    ["a token with separators", { authorization_token: "a&Amount=1" }],
    ["a token that is too long", { authorization_token: "a".repeat(37) }],
    ["more than a token", { authorization_token: "a", amount: 1 }],
  ])("refuses %s for a session", async (_what, body) => {
    const session = await scene.openSession(await scene.fillCart())
    const request = scene.shopper.http.post(`/store/paygate-klarna/payment-sessions/${session.id}/authorization`, body)
    expect(await refusalOf(request)).toMatchObject({ status: 400, code: "invalid_body" })
  })

  it("knows no session of another id", async () => {
    expect(await refusalOf(scene.shopper.readStatus("payses_nobody"))).toMatchObject({
      status: 404,
      code: "session_unknown",
    })
    expect(await refusalOf(scene.shopper.confirm("payses_nobody", "a"))).toMatchObject({ status: 404 })
  })

  it("takes no further token once Klarna's order exists", async () => {
    const { sessionId } = await scene.buy()
    expect(await refusalOf(scene.shopper.confirm(sessionId, "a"))).toMatchObject({
      status: 400,
      code: "session_closed",
    })
  })
})
