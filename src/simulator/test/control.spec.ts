import type { LedgerPayment, LoggedRequest, Scenario } from ".."
import { AMOUNT, failure, Shop } from "./shop"

let shop: Shop
beforeEach(async () => {
  shop = await Shop.open({ requestLogSize: 3 })
})
afterEach(() => shop.close())

/** Whatever the control API may answer with. */
interface Body {
  message?: string
  control?: string[]
  now?: string
  authorization_token?: string
  scenarios?: Scenario[]
  requests?: LoggedRequest[]
  payments?: LedgerPayment[]
  payment?: LedgerPayment
}

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${shop.simulator.url}simulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body }
}

it("does over HTTP what the object does", async () => {
  const { clientToken, ...reference } = await shop.session()
  const { body: authorized } = await control("POST", "/klarna/authorize", { client_token: clientToken })
  expect(authorized).toMatchObject({
    approved: true,
    authorization_token: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  })

  const scenario = { call: "createOrder", times: 1, behaviour: { kind: "pending" } }
  expect((await control("POST", "/scenarios", scenario)).body.scenarios).toEqual([scenario])
  expect((await control("GET", "/scenarios")).body.scenarios).toHaveLength(1)
  await shop.placeOrder(reference, authorized.authorization_token!)

  const path = `/payments/${reference.PayID}`
  expect((await control("GET", path)).body.payment).toMatchObject({ state: "pending", authorized: 0 })
  expect((await control("POST", `${path}/settle`, { outcome: "accepted" })).body.payment).toMatchObject({
    state: "authorized",
    authorized: AMOUNT,
  })
  expect((await control("GET", "/payments")).body.payments).toEqual(shop.simulator.ledger())

  const { body } = await control("GET", `/requests?call=createOrder&pay_id=${reference.PayID}`)
  expect(body.requests).toMatchObject([{ call: "createOrder", status: "PENDING", scenario: "pending" }])
  expect((await control("GET", `/requests?trans_id=${reference.TransID}`)).body.requests).toHaveLength(2)

  const later = await control("POST", "/clock", { advance_ms: 29 * 24 * 60 * 60_000 })
  expect(Date.parse(later.body.now!)).toBeGreaterThan(Date.now() + 28 * 24 * 60 * 60_000)
  expect((await control("GET", path)).body.payment).toMatchObject({ state: "expired" })

  await control("POST", "/scenarios", scenario)
  expect((await control("DELETE", "/scenarios")).body).toEqual({ scenarios: [] })
  await control("POST", "/reset")
  expect((await control("GET", "/payments")).body.payments).toEqual([])
  expect(shop.simulator.requests()).toEqual([])
  expect(await failure(shop.inquire(reference))).toMatchObject({ code: "22890061" })
})

it("lists its controls", async () => {
  expect((await control("GET", "")).body.control).toContain("POST /simulator/klarna/authorize")
})

it("keeps a bounded log of the newest requests", async () => {
  for (let count = 0; count < 5; count++) {
    await shop.session()
  }
  expect(shop.simulator.requests().map((entry) => entry.number)).toEqual([3, 4, 5])
})

it("logs requests that could not be read", async () => {
  await fetch(`${shop.simulator.url}capture.aspx`, { method: "POST", body: "MerchantID=x" })
  expect(shop.simulator.requests()).toMatchObject([{ script: "capture.aspx", code: "20160003", parameters: {} }])
})

it.each([
  ["GET", "/nothing", undefined, 404],
  ["GET", "/payments/unknown", undefined, 404],
  ["POST", "/payments/unknown/settle", { outcome: "accepted" }, 404],
  ["POST", "/klarna/authorize", { client_token: "unknown" }, 404],
  ["PUT", "/clock", undefined, 405],
  ["POST", "/clock", { advance_ms: -1 }, 400],
  ["POST", "/clock", "{", 400],
  ["POST", "/scenarios", { behaviour: { kind: "explode" } }, 400],
  ["POST", "/scenarios", { call: "nothing", behaviour: { kind: "empty" } }, 400],
  ["POST", "/scenarios", { times: 0, behaviour: { kind: "empty" } }, 400],
  ["POST", "/klarna/authorize", { token: "x" }, 400],
])("answers %s %s %j with %d", async (method, path, body, status) => {
  const answer = await control(method, path, body)
  expect(answer.status).toBe(status)
  expect(answer.body.message).toMatch(/./)
})

it("says 409 when there is no open session or no pending order", async () => {
  const { clientToken, ...reference } = await shop.session()
  await shop.placeOrder(reference, shop.authorize(clientToken))
  expect((await control("POST", "/klarna/authorize", { client_token: clientToken })).status).toBe(409)
  const settle = await control("POST", `/payments/${reference.PayID}/settle`, { outcome: "accepted" })
  expect(settle.status).toBe(409)
})

it("lets a storefront of another origin call the widget's route, and nothing else", async () => {
  const preflight = await control("OPTIONS", "/klarna/authorize")
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*")
  expect((await control("OPTIONS", "/reset")).headers.get("access-control-allow-origin")).toBeNull()
})

it("hands out copies of its books", async () => {
  const { PayID } = await shop.order()
  shop.simulator.payment(PayID)!.captures.push({} as never)
  expect(shop.simulator.payment(PayID)!.captures).toEqual([])
})

it("stops at once, twice, and while somebody is kept waiting", async () => {
  shop.simulator.addScenario({ behaviour: { kind: "slow", ms: 600_000 } })
  const waiting = failure(shop.session())
  while (shop.simulator.requests().length === 0) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all([shop.simulator.stop(), shop.simulator.stop()])
  expect(await waiting).toMatchObject({ kind: "unknown" })
})
