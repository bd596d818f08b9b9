import { randomUUID } from "node:crypto"
import { CALLS, encodeBase64Json, type OrderLine, type RequestOf } from "../../paygate"
import { SIMULATOR_MERCHANT } from ".."
import { ADDRESS, AMOUNT, failure, LINES, sendWire, Shop, signed, TAX, type Reference } from "./shop"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SHIPPING = Object.fromEntries(Object.entries(ADDRESS).map(([name, value]) => [name.replace("bd", "sd"), value]))

let shop: Shop
beforeEach(async () => {
  shop = await Shop.open()
})
afterEach(() => shop.close())

type OrderValues = Partial<RequestOf<typeof CALLS.createOrder>>

async function refusal(sessionValues: object, orderValues: OrderValues, reference: Partial<Reference> = {}) {
  const { clientToken, ...opened } = await shop.session(sessionValues)
  const token = shop.authorize(clientToken)
  return (await failure(shop.placeOrder({ ...opened, ...reference }, token, orderValues))).code
}

describe("what must be the session's", () => {
  const [line, shipping] = LINES as [OrderLine, OrderLine]

  it("amount, tax, currency, lines and TransID", async () => {
    const lower = { Amount: 1800, TaxAmount: 287, ArticleList: { order_lines: [line] } }
    expect(await refusal({}, lower)).toBe("22890005")
    const taxFree = { ...shipping, tax_rate: 0, total_tax_amount: 0 }
    expect(await refusal({}, { TaxAmount: 287, ArticleList: { order_lines: [line, taxFree] } })).toBe("2289002D")
    const renamed = [{ ...line, name: "Tasche" }, shipping]
    expect(await refusal({}, { ArticleList: { order_lines: renamed } })).toBe("2289002E")
    expect(await refusal({}, { Currency: "SEK", bdCountryCode: "SE" })).toBe("22890006")
    expect(await refusal({}, {}, { TransID: randomUUID() })).toBe("22890002")
    expect(await refusal({}, {}, { PayID: "0".repeat(32) })).toBe("22890061")
  })

  it("but not the order in which a line's fields are written", async () => {
    const { clientToken, ...reference } = await shop.session()
    const reversed = LINES.map((one) => Object.fromEntries(Object.entries(one).reverse()) as OrderLine)
    const placed = await shop.placeOrder(reference, shop.authorize(clientToken), {
      ArticleList: { order_lines: reversed },
    })
    expect(placed.outcome).toBe("succeeded")
  })
})

describe("addresses", () => {
  it("may be left out, sent alike, or sent alike for shipping", async () => {
    await shop.order(ADDRESS)
    await shop.order(ADDRESS, ADDRESS)
    await shop.order({ ...ADDRESS, ...SHIPPING, sdCity: "Köln" }, { ...ADDRESS, ...SHIPPING, sdCity: "Köln" })
  })

  it("may repeat billing as shipping, since Klarna copies it", async () => {
    await shop.order(ADDRESS, { ...ADDRESS, ...SHIPPING })
  })

  it("are refused when a field differs, is added or is missing, by name", async () => {
    const { clientToken, ...reference } = await shop.session({ ...ADDRESS, bdTitle: "Dr." })
    const token = shop.authorize(clientToken)
    const moved = { ...ADDRESS, bdTitle: "Dr.", bdCity: "Potsdam" }
    expect(await failure(shop.placeOrder(reference, token, moved))).toMatchObject({ code: "22891370" })
    expect(shop.simulator.requests().at(-1)?.description).toContain("bdCity")
    expect(await failure(shop.placeOrder(reference, token, ADDRESS))).toMatchObject({ code: "22891370" })
    await shop.placeOrder(reference, token, { ...ADDRESS, bdTitle: "Dr." })
  })

  it("are refused when Klarna was never told any", async () => {
    expect(await refusal({}, ADDRESS)).toBe("22891370")
    expect(await refusal(ADDRESS, { ...ADDRESS, ...SHIPPING, sdCity: "Köln" })).toBe("22891370")
    expect(await refusal({}, { bdCountryCode: "AT" })).toBe("22891370")
  })

  it("are the widget's, where it brought some", async () => {
    const { clientToken, ...reference } = await shop.session()
    const billing_address = {
      given_name: "Mock",
      family_name: "Mock",
      email: "customer@email.de",
      street_address: "Neue Schönhauser Str. 2",
      postal_code: "10178",
      city: "Berlin",
      country: "DE",
      phone: "+49017614284340",
    }
    const data = { billing_address, purchase_country: "DE" }
    const { authorization_token } = shop.simulator.authorize({ client_token: clientToken, data })
    const elsewhere = { ...ADDRESS, bdCity: "Potsdam" }
    expect(await failure(shop.placeOrder(reference, authorization_token!, elsewhere))).toMatchObject({
      code: "22891370",
    })
    await shop.placeOrder(reference, authorization_token!, ADDRESS)
    expect(shop.simulator.payment(reference.PayID)?.addresses).toEqual({
      ...ADDRESS,
      bdCountryCode: "DE",
      bdPhone: "+49017614284340",
    })
  })

  it("of shipping are refused for the first order of an agreement", async () => {
    const { clientToken, ...reference } = await shop.session({ ...ADDRESS, ...SHIPPING })
    const wire = {
      MerchantID: SIMULATOR_MERCHANT.merchantId,
      ...reference,
      ...ADDRESS,
      ...SHIPPING,
      Amount: String(AMOUNT),
      TaxAmount: String(TAX),
      TokenExt: shop.authorize(clientToken),
      EventToken: "CNO",
      RTF: "I",
      ArticleList: encodeBase64Json({ order_lines: LINES }),
      bdCountryCode: "DE",
    }
    expect(await sendWire(shop.simulator, signed(wire))).toMatchObject({ code: "20121943" })
  })
})

describe("the authorization token", () => {
  it("must be one of Klarna's, for this very session", async () => {
    const { clientToken, ...reference } = await shop.session()
    const other = await shop.session()
    expect(await failure(shop.placeOrder(reference, randomUUID()))).toMatchObject({ code: "22891943" })
    expect(await failure(shop.placeOrder(reference, shop.authorize(other.clientToken)))).toMatchObject({
      kind: "declined",
      code: "22891943",
    })
    await shop.placeOrder(reference, shop.authorize(clientToken))
  })

  it("is good for 60 minutes", async () => {
    const { clientToken, ...reference } = await shop.session()
    const token = shop.authorize(clientToken)
    shop.simulator.advanceClock(60 * MINUTE + 1)
    expect(await failure(shop.placeOrder(reference, token))).toMatchObject({ code: "2289139G" })
    await shop.placeOrder(reference, shop.authorize(clientToken))
  })

  it("creates one order only", async () => {
    const { clientToken, ...reference } = await shop.session()
    const [first, second] = [shop.authorize(clientToken), shop.authorize(clientToken)]
    await shop.placeOrder(reference, first)
    expect(await failure(shop.placeOrder(reference, first))).toMatchObject({ code: "22890068" })
    expect(await failure(shop.placeOrder(reference, second))).toMatchObject({ code: "22890068" })
    expect(() => shop.authorize(clientToken)).toThrow(/already/)
    expect(shop.simulator.payment(reference.PayID)).toMatchObject({ authorized: AMOUNT })
  })
})

it("lets a session grow no older than 48 hours", async () => {
  const { clientToken, ...reference } = await shop.session()
  shop.simulator.advanceClock(47.5 * HOUR)
  const token = shop.authorize(clientToken)
  shop.simulator.advanceClock(HOUR - 1)
  expect(await failure(shop.placeOrder(reference, token))).toMatchObject({ code: "22890110" })
  expect(() => shop.authorize(clientToken)).toThrow(/48 hours/)
})

describe("agreements", () => {
  const charge = {
    Amount: AMOUNT,
    TaxAmount: TAX,
    Currency: "EUR",
    Account: SIMULATOR_MERCHANT.account,
    ArticleList: { order_lines: LINES },
  } as const

  it("that Klarna did not issue are refused", async () => {
    const call = shop.client.send(CALLS.createRecurringOrder, {
      ...charge,
      TransID: randomUUID(),
      BillingAgreementID: randomUUID(),
    })
    expect(await failure(call)).toMatchObject({ kind: "declined", code: "22891943" })
  })

  it("need a TransID of their own for each charge", async () => {
    const { clientToken, ...reference } = await shop.session()
    const { answer } = await shop.placeOrder(reference, shop.authorize(clientToken), { RTF: "I" })
    const call = shop.client.send(CALLS.createRecurringOrder, {
      ...charge,
      TransID: reference.TransID,
      BillingAgreementID: answer.BillingAgreementID!,
    })
    expect(await failure(call)).toMatchObject({ code: "20170002" })
  })
})
