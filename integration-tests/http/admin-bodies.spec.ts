import { inShop, withShopOptions } from "../shop/suite"
import { ACTIONS, adminPayments, pathOf, refusalOf, type Action } from "./admin-payments"
import { readOrder, THREE_MUGS } from "./changing-orders"
import { createScene, sumsOf, type Bought, type Scene } from "./scene"

jest.setTimeout(120_000)

// Klarna is told the order's number by itself; here nothing is sent but what a test asks for.
withShopOptions({ order_ref_nr: null })

const ROOT = "/admin/paygate-klarna"
const NUL = "\u0000"

/** What fits no request about money, whichever route it is sent to: the body, the code and the field it names. */
const OF_ANY_AMOUNT: [object, string, string][] = [
  [{ amount: 0 }, "invalid_body", "amount"],
  [{ amount: -1 }, "invalid_body", "amount"],
  [{ amount: 0.001 }, "invalid_body", "amount"],
  [{ amount: 1.005 }, "invalid_body", "amount"],
  [{ amount: 100_000_000 }, "invalid_body", "amount"],
  [{ amount: 1e21 }, "invalid_body", "amount"],
  [{ amount: "5" }, "invalid_body", "amount"],
  [{ ammount: 3 }, "invalid_body", "ammount"],
  [{ items: [] }, "invalid_body", "items"],
  [{ items: [{ quantity: 1 }] }, "invalid_body", "items.0.line_item_id"],
  [{ items: [{ line_item_id: "ordli_nobody" }] }, "invalid_body", "items.0.quantity"],
  [{ items: [{ line_item_id: "ordli_nobody", quantity: 1 }] }, "line_item_unknown", "items.0.line_item_id"],
  [{ items: [{ line_item_id: "MUG", quantity: 1.5, sku: "x" }] }, "invalid_body", "sku"],
  [{ items: [{ line_item_id: "MUG", quantity: 0 }] }, "quantity_invalid", "items.0.quantity"],
  [{ items: [{ line_item_id: "MUG", quantity: 4 }] }, "quantity_invalid", "items.0.quantity"],
]

/** What fits one route alone. */
const OF_ROUTE: [Action, object, string, string][] = [
  ["captures", { shipping_info: [] }, "invalid_body", "shipping_info"],
  ["captures", { shipping_info: [{}] }, "invalid_body", "shipping_info.0"],
  ["captures", { shipping_info: [{ tracking_number: "  " }] }, "invalid_body", "shipping_info.0.tracking_number"],
  ["captures", { shipping_info: [{ tracking_number: NUL }] }, "invalid_body", "shipping_info.0.tracking_number"],
  [
    "captures",
    { shipping_info: [{ tracking_number: "1".repeat(101) }] },
    "invalid_body",
    "shipping_info.0.tracking_number",
  ],
  [
    "captures",
    { shipping_info: [{ tracking_url: "javascript:alert(1)" }] },
    "invalid_body",
    "shipping_info.0.tracking_url",
  ],
  [
    "captures",
    { shipping_info: Array.from({ length: 20 }, () => ({ tracking_number: "1".repeat(100) })) },
    "shipping_info_too_long",
    "shipping_info",
  ],
  ["captures", { amount: 1, release_remaining: "yes" }, "invalid_body", "release_remaining"],
  ["refunds", { amount: 1, note: `a${NUL}b` }, "invalid_body", "note"],
  ["refunds", { amount: 1, note: "x".repeat(1001) }, "invalid_body", "note"],
  ["release", { amount: 5 }, "invalid_body", "amount"],
  ["sync", { amount: 5 }, "invalid_body", "amount"],
  ["resend-invoice", { invoice: "1" }, "invalid_body", "invoice"],
  ["resend-invoice", { invoice_nr: "" }, "invalid_body", "invoice_nr"],
  ["resend-invoice", { invoice_nr: "1".repeat(31) }, "invalid_body", "invoice_nr"],
  ["reference", { ref_nr: `1${NUL}` }, "invalid_body", "ref_nr"],
]

inShop((suite) => {
  let scene: Scene
  let bought: Bought
  beforeEach(async () => {
    scene = await createScene(suite)
  })
  const admin = () => adminPayments(scene.merchant)
  const callsSent = () => scene.paygate.requests({}).length
  const ledger = () => sumsOf(scene.ledger(bought.payId))
  /** Three mugs, of which everything is captured where the test is about refunds. */
  async function buy(action: Action): Promise<void> {
    bought = await scene.buy(THREE_MUGS)
    await (action === "refunds" ? admin().act(bought.paymentId, "captures") : undefined)
  }
  /** Puts the order's own line item where a body says MUG. */
  async function filled(body: object): Promise<object> {
    const [item] = (await readOrder(scene.merchant, bought.orderId)).items
    return JSON.parse(JSON.stringify(body).replaceAll('"MUG"', JSON.stringify(item!.id))) as object
  }

  async function expectRefused(action: Action, body: object, code: string, field: string): Promise<void> {
    const [calls, sums] = [callsSent(), ledger()]
    const refused = await refusalOf(admin().act(bought.paymentId, action, body))
    expect(refused).toMatchObject({ status: 400, code })
    expect(refused.message).toMatch(new RegExp(`(^|[ :])${field}\\b`))
    expect([callsSent(), ledger()]).toEqual([calls, sums])
  }

  describe.each(["captures", "refunds", "order-lines"] as const)("%s", (action) => {
    it("refuse what fits no amount and no items of the order, naming the field, and nothing is sent", async () => {
      await buy(action)
      for (const [body, code, field] of OF_ANY_AMOUNT) {
        await expectRefused(action, await filled(body), code, field)
      }
    })
  })

  it.each(OF_ROUTE)("%s refuses %j as %s, naming %s, and nothing is sent", async (action, body, code, field) => {
    await buy(action)
    await expectRefused(action, body, code, field)
  })

  describe("a body that is no JSON object", () => {
    const JSON_TYPE = "application/json"
    const TOO_LONG = JSON.stringify({ note: "x".repeat(100 * 1024) })
    const REFUSED: [string, string, number, string][] = [
      ['{"amount": 5, "note": "Erika Muster', JSON_TYPE, 400, "invalid_body"],
      ["[]", JSON_TYPE, 400, "invalid_body"],
      ['"Erika Muster"', JSON_TYPE, 400, "invalid_body"],
      ["null", JSON_TYPE, 400, "invalid_body"],
      ["5", JSON_TYPE, 400, "invalid_body"],
      // A form of a page elsewhere may send these with the merchant's cookie.
      ['{"amount": 5}', "text/plain", 400, "invalid_body"],
      ["amount=5", "application/x-www-form-urlencoded", 400, "invalid_body"],
      [TOO_LONG, JSON_TYPE, 413, "body_too_large"],
    ]

    it.each(ACTIONS)("is refused with a code, quoting nothing of it, and nothing is sent: %s", async (action) => {
      await buy("refunds")
      const [calls, sums] = [callsSent(), ledger()]
      for (const [text, type, status, code] of REFUSED) {
        const refused = await refusalOf(scene.merchant.http.postText(pathOf(bought.paymentId, action), text, type))
        expect(refused).toMatchObject({ status, code })
        expect(refused.message).not.toContain("Erika")
      }
      expect([callsSent(), ledger()]).toEqual([calls, sums])
    })

    it("so it is where the storefront hands in Klarna's token", async () => {
      const path = "/store/paygate-klarna/payment-sessions/payses_1/authorization"
      for (const [text, type, status, code] of REFUSED) {
        expect(await refusalOf(scene.shopper.http.postText(path, text, type))).toMatchObject({ status, code })
      }
    })

    it("may be left out where nothing has to be said", async () => {
      await buy("captures")
      await scene.merchant.http.postText(pathOf(bought.paymentId, "captures"), "", "text/plain")
      expect(ledger()).toMatchObject({ captured: ledger().authorized })
    })
  })

  it.each([...ACTIONS, undefined])("an id that no database takes is refused by name: %s", async (action) => {
    const path = pathOf("pay_%00", action)
    const request = action ? scene.merchant.http.post(path, {}) : scene.merchant.http.get(path)
    const refused = await refusalOf(request)
    expect(refused).toMatchObject({ status: 400, code: "invalid_body" })
    expect(refused.message).toContain("id")
  })

  it.each(["orders/order_%00", "regions/reg_%00"])("so it is in %s", async (path) => {
    expect(await refusalOf(scene.merchant.http.get(`${ROOT}/${path}`))).toMatchObject({
      status: 400,
      code: "invalid_body",
    })
  })

  it.each([
    ["?limit=1000", "limit"],
    ["?limit=0", "limit"],
    ["?offset=-1", "offset"],
    ["?offset=x", "offset"],
    ["?page=2", "page"],
  ])("the list of what needs attention refuses %s, naming %s", async (query, field) => {
    const refused = await refusalOf(scene.merchant.http.get(`${ROOT}/attention${query}`))
    expect(refused).toMatchObject({ status: 400, code: "invalid_body" })
    expect(refused.message).toContain(field)
  })

  it.each([
    [{ country_code: "jpn" }, "invalid_body", "country_code"],
    [{ country_code: 49 }, "invalid_body", "country_code"],
    [{ provider_id: "" }, "invalid_body", "provider_id"],
    [{ amount: 1 }, "invalid_body", "amount"],
  ])("a test session is refused for %j as %s, naming %s", async (body, code, field) => {
    const refused = await refusalOf(scene.merchant.http.post(`${ROOT}/health/test-session`, body))
    expect(refused).toMatchObject({ status: 400, code })
    expect(refused.message).toContain(field)
    expect(scene.paygate.ledger()).toEqual([])
  })
})
