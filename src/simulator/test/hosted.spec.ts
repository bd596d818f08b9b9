import { CALLS } from "../../paygate"
import { AMOUNT, failure, Shop } from "./shop"
import { hostedForm, LAYOUT, open, openPage, openWire, read, readLocation, URLS } from "./hosted"

let shop: Shop
beforeEach(async () => {
  shop = await Shop.open()
})
afterEach(() => shop.close())

const press = (page: string, outcome: string) => open(shop.simulator.url + page, { outcome })

describe("the page", () => {
  it.each(["POST", "GET"] as const)(
    "opens by %s and shows merchant, lines, total and three buttons",
    async (method) => {
      const { url, fields } = hostedForm(shop)
      const { status, html } = await open(url, fields, method)
      expect(status).toBe(200)
      for (const text of ["simulator_merchant", "Tüte &amp; Co", "20.00 EUR", "Pay", "decline", "Cancel"]) {
        expect(html).toContain(text)
      }
      expect(shop.simulator.ledger()).toMatchObject([
        { state: "session", session_amount: AMOUNT, hosted: { outcome: null } },
      ])
      expect(shop.simulator.requests()).toMatchObject([{ call: "openHostedPage", status: "AUTHORIZE_REQUEST" }])
    },
  )

  it("looks as its layout says, and runs nothing that stands in it", async () => {
    const { html } = await openWire(shop.simulator, { Layout: LAYOUT })
    expect(html).toContain("Shop &lt;b&gt;")
    expect(html).not.toContain("Tüte")
    const script = Buffer.from(JSON.stringify({ options: { logo_url: "javascript:alert(1)" } })).toString("base64")
    expect((await openWire(shop.simulator, { Layout: script })).html).not.toContain("javascript:")
  })

  it("is the same one when the browser loads it again, until the shopper has left it", async () => {
    const { url, fields, transId } = hostedForm(shop)
    const first = await open(url, fields)
    expect((await open(url, fields)).html).toBe(first.html)
    expect(shop.simulator.ledger()).toHaveLength(1)
    shop.simulator.completeHostedPage(transId, { outcome: "cancel" })
    expect(readLocation((await open(url, fields)).location).result).toMatchObject({ code: "20170002" })
  })

  it("has an address of its own", async () => {
    await openPage(shop)
    const { page } = shop.simulator.ledger()[0]!.hosted!
    expect((await fetch(shop.simulator.url + page)).status).toBe(200)
    expect((await press(page, "explode")).status).toBe(400)
    expect((await fetch(shop.simulator.url + page, { method: "PUT" })).status).toBe(405)
    expect((await fetch(`${shop.simulator.url}hosted/unknown`)).status).toBe(404)
  })
})

describe("a refused request", () => {
  it.each([
    ["TransID", "20100002"],
    ["TaxAmount", "2010002D"],
    ["Language", "20100901"],
    ["ArticleList", "2010002E"],
    ["bdCity", "20101370"],
    ["URLSuccess", "20100020"],
    ["Response", "20100010"],
  ])("without %s goes to URLFailure, encrypted", async (name, code) => {
    const { status, location } = await openWire(shop.simulator, { [name]: undefined })
    expect(status).toBe(302)
    expect(readLocation(location)).toMatchObject({
      address: URLS.URLFailure,
      result: { outcome: "declined", code, mac: "valid" },
    })
    expect(shop.simulator.ledger()).toEqual([])
  })

  it.each([
    ["a query in URLSuccess", { URLSuccess: "https://shop.example/?a=1" }, "20120020"],
    ["plain http to somewhere else", { URLNotify: "http://shop.example/" }, "20120022"],
    ["a parameter of the widget", { PayType: "pay_later" }, "20110901"],
    ["an order other than AUTO", { Order: "NOW" }, "20120901"],
    ["a sum that is not Amount", { Amount: "1999" }, "2012002E"],
    ["half a shipping address", { sdCity: "Berlin" }, "20101370"],
    ["a social security number in Germany", { SocialSecurityNumber: "1234" }, "20120901"],
  ])("with %s goes there, too", async (_case, changes, code) => {
    expect(readLocation((await openWire(shop.simulator, changes)).location).result.code).toBe(code)
  })

  it.each([
    ["no URLFailure", undefined],
    ["a URLFailure that may not be called", "http://shop.example/failure"],
    ["a URLFailure that is none", "nowhere"],
  ])("with %s is an error page", async (_case, URLFailure) => {
    const { status, html } = await openWire(shop.simulator, { URLFailure })
    expect(status).toBe(400)
    expect(html).toMatch(/201[02]0021/)
  })

  it("that cannot be decrypted is an error page", async () => {
    const { url, fields } = hostedForm(shop)
    expect(await open(url, { ...fields, Data: "00" })).toMatchObject({ status: 400, location: null })
    expect(await open(url, { ...fields, MerchantID: "somebody" })).toMatchObject({ status: 400, location: null })
    expect((await open(url, { ...fields, Len: "7" })).html).toMatch(/2001|2011/)
  })

  it("by a scenario goes to URLFailure, too", async () => {
    shop.simulator.addScenario({ call: "openHostedPage", behaviour: { kind: "declined" } })
    const { url, fields } = hostedForm(shop)
    expect(readLocation((await open(url, fields)).location).result).toMatchObject({ code: "22890100" })
  })
})

describe("paying", () => {
  it("gives a token by which the shop creates the order", async () => {
    const { reference } = await openPage(shop)
    const { hosted } = shop.simulator.payment(reference.PayID)!
    const { location } = await press(hosted!.page, "pay")
    const { address, result } = readLocation(location)
    expect(address).toBe(URLS.URLSuccess)
    expect(result).toMatchObject({
      outcome: "succeeded",
      payId: reference.PayID,
      transId: reference.TransID,
      mac: "valid",
    })
    expect(shop.simulator.payment(reference.PayID)).toMatchObject({ state: "session", authorized: 0 })

    await shop.placeOrder(reference, result.tokenExt!)
    expect(shop.simulator.payment(reference.PayID)).toMatchObject({ state: "authorized", authorized: AMOUNT })
    await shop.capture(reference, AMOUNT)
    expect(await failure(shop.placeOrder(reference, result.tokenExt!))).toMatchObject({ code: "22890068" })
  })

  it("with Order=AUTO creates the order at once, and its agreement with RTF=I", async () => {
    const { reference } = await openPage(shop, { Order: "AUTO", RTF: "I" })
    const { fields } = shop.simulator.completeHostedPage(reference.PayID, { outcome: "pay" })
    const { tokenExt, outcome } = read({ ...fields })
    expect(outcome).toBe("succeeded")
    expect(shop.simulator.payment(reference.PayID)).toMatchObject({ state: "authorized", authorized: AMOUNT })
    expect(await shop.inquire(reference)).toMatchObject({ AmountAuth: AMOUNT, LastStatus: "OK" })
    expect(await failure(shop.placeOrder(reference, tokenExt!))).toMatchObject({ code: "22890068" })
    const { billing_agreement_id } = shop.simulator.payment(reference.PayID)!
    expect(billing_agreement_id).toMatch(/./)
  })

  it.each([
    ["by the magic e-mail address", { bdEmail: "customer+pending@email.de" }, false],
    ["by a scenario", {}, true],
  ])("with Order=AUTO may be pending %s", async (_case, values, scenario) => {
    if (scenario) {
      shop.simulator.addScenario({ call: "openHostedPage", behaviour: { kind: "pending" } })
    }
    const { reference } = await openPage(shop, { ...values, Order: "AUTO" })
    const { url, fields } = shop.simulator.completeHostedPage(reference.TransID, { outcome: "pay" })
    expect(url).toBe(URLS.URLSuccess)
    expect(read({ ...fields })).toMatchObject({ outcome: "pending", status: "PENDING", code: "62890000" })
    expect(shop.simulator.payment(reference.PayID)).toMatchObject({ state: "pending", authorized: 0 })
    expect(shop.simulator.settle(reference.PayID, { outcome: "accepted" })).toMatchObject({ state: "authorized" })
  })

  it("is declined for +denied@ and after 48 hours", async () => {
    const denied = await openPage(shop, { bdEmail: "customer+denied@email.de", Order: "AUTO" })
    const { url, fields } = shop.simulator.completeHostedPage(denied.reference.PayID, { outcome: "pay" })
    expect([url, read({ ...fields }).code]).toEqual([URLS.URLFailure, "22890100"])
    const { reference } = await openPage(shop)
    shop.simulator.advanceClock(49 * 60 * 60_000)
    const late = shop.simulator.completeHostedPage(reference.PayID, { outcome: "pay" })
    expect(read({ ...late.fields }).code).toBe("22890110")
  })

  it("happens once: a second click, another button and the page's address lead to the same result", async () => {
    const { reference } = await openPage(shop, { Order: "AUTO" })
    const { page } = shop.simulator.payment(reference.PayID)!.hosted!
    const first = await press(page, "pay")
    expect((await press(page, "pay")).location).toBe(first.location)
    expect((await press(page, "cancel")).location).toBe(first.location)
    const again = await fetch(shop.simulator.url + page, { redirect: "manual" })
    expect(again.headers.get("location")).toBe(first.location)
    expect(shop.simulator.payment(reference.PayID)!.hosted).toMatchObject({ outcome: "pay" })
  })
})

it.each([
  ["decline", "22890100"],
  ["cancel", "22890053"],
] as const)("%s leads to URLFailure without a token", async (outcome, code) => {
  const { reference } = await openPage(shop)
  const { location } = await press(shop.simulator.payment(reference.PayID)!.hosted!.page, outcome)
  const { address, result } = readLocation(location)
  expect(address).toBe(URLS.URLFailure)
  expect(result).toMatchObject({ outcome: "declined", code, status: "FAILED", payId: reference.PayID })
  expect(result).not.toHaveProperty("tokenExt")
})

it("sends the browser back by a form that posts itself, when so set", async () => {
  await shop.close()
  shop = await Shop.open({ hostedReturn: "post" })
  const { reference } = await openPage(shop)
  const { status, html } = await press(shop.simulator.payment(reference.PayID)!.hosted!.page, "pay")
  expect(status).toBe(200)
  expect(html).toContain(`action="${URLS.URLSuccess}"`)
  const inputs = Array.from(html.matchAll(/name="(\w+)" value="(\w+)"/g), ([, name, value]) => [name!, value!] as const)
  expect(read(Object.fromEntries(inputs))).toMatchObject({ outcome: "succeeded", payId: reference.PayID })
})

it("completes hosted payments only, and only known ones", async () => {
  const { PayID } = await shop.session()
  expect(() => shop.simulator.completeHostedPage(PayID, { outcome: "pay" })).toThrow(/hosted page/)
  expect(() => shop.simulator.completeHostedPage("unknown", { outcome: "pay" })).toThrow(/no payment/)
})

it("writes results that the document's table allows", async () => {
  const { reference } = await openPage(shop, { RefNr: "7" })
  shop.simulator.completeHostedPage(reference.PayID, { outcome: "pay" })
  const { fields } = shop.simulator.buildNotification(reference.PayID)
  const { mac, outcome, ...values } = read({ ...fields })
  expect([mac, outcome]).toEqual(["valid", "succeeded"])
  const { PayID, TransID, XID, RefNr, Status, Code, TokenExt } = CALLS.openHostedPage.answer
  const schemas = {
    payId: PayID,
    transId: TransID,
    xid: XID,
    refNr: RefNr,
    status: Status,
    code: Code,
    tokenExt: TokenExt,
  }
  for (const [name, value] of Object.entries(values)) {
    expect(schemas[name as keyof typeof schemas].safeDecode(value).success).toBe(true)
  }
  expect(Object.keys(values).sort()).toEqual(Object.keys(schemas).sort())
})
