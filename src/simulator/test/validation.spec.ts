import { randomUUID } from "node:crypto"
import { encodeBase64Json, type OrderLine } from "../../paygate"
import { startSimulator, type Simulator, type SimulatorOptions } from ".."
import { ADDRESS, LINES, sendWire, signed, wireSession } from "./shop"

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.stop())

const session = async (changes: Record<string, string | undefined>): Promise<string | undefined> =>
  (await sendWire(simulator, signed(wireSession(changes)))).code
const lines = (...order_lines: object[]): string => encodeBase64Json({ order_lines })
const [line, shipping] = LINES as [OrderLine, OrderLine]

describe("MAC and MerchantID", () => {
  it("refuses a missing MAC and a wrong one", async () => {
    expect(await sendWire(simulator, wireSession())).toMatchObject({ status: "FAILED", code: "20100044" })
    const wrong = { ...wireSession(), MAC: "0".repeat(64) }
    expect(await sendWire(simulator, wrong)).toMatchObject({ isEncrypted: true, code: "20120044" })
  })

  it("takes a MAC in upper case", async () => {
    const { MAC, ...rest } = signed(wireSession()) as Record<string, string> & { MAC: string }
    expect(await sendWire(simulator, { ...rest, MAC: MAC.toUpperCase() })).toMatchObject({ code: "00000000" })
  })

  it("notices that a signed value was changed", async () => {
    expect(await sendWire(simulator, { ...signed(wireSession()), TransID: randomUUID() })).toMatchObject({
      code: "20120044",
    })
  })

  it("refuses another MerchantID inside Data than outside", async () => {
    expect(await session({ MerchantID: "somebody" })).toBe("20120003")
  })
})

describe("parameters", () => {
  it.each([
    ["TransID", "20100002"],
    ["Amount", "20100005"],
    ["TaxAmount", "2010002D"],
    ["Currency", "20100006"],
    ["Language", "20100901"],
    ["Account", "20100059"],
    ["ArticleList", "2010002E"],
    ["URLConfirm", "20101888"],
    ["bdCountryCode", "20101366"],
    ["PayType", "20100901"],
  ])("misses %s", async (name, code) => {
    expect(await session({ [name]: undefined })).toBe(code)
    expect(await session({ [name]: "" })).toBe(code)
  })

  it.each([
    ["an amount with decimals", { Amount: "20.00" }, "20110005"],
    ["a negative amount", { Amount: "-2000" }, "20110005"],
    ["a currency Klarna is not offered in", { Currency: "JPY" }, "20120006"],
    ["a currency in lower case", { Currency: "eur" }, "20120006"],
    ["another currency than the country's", { Currency: "SEK" }, "20120006"],
    ["a language that is not listed", { Language: "PT" }, "20120901"],
    ["a country that is not listed", { bdCountryCode: "FR" }, "20121366"],
    ["a country in lower case", { bdCountryCode: "de" }, "20121366"],
    ["an unlisted payment method", { PayType: "klarna" }, "20110901"],
    ["a TransID that is too long", { TransID: "t".repeat(65) }, "20110002"],
    ["an unknown account", { Account: "other" }, "20160059"],
    ["a relative URLConfirm", { URLConfirm: "/confirm" }, "20121888"],
    ["a URLNotify on another port", { URLNotify: "https://shop.example:8443/notify" }, "20120022"],
    ["a URLNotify without TLS", { URLNotify: "http://shop.example/notify" }, "20120022"],
    ["a URLNotify with a query", { URLNotify: "https://shop.example/notify?x=1" }, "20120022"],
    ["a birthday that is none", { DateOfBirth: "10-07-1970" }, "20110901"],
    ["a street that is too long", { ...ADDRESS, bdStreet: "s".repeat(33) }, "20111370"],
    ["half an address", { bdFirstName: "Mock" }, "20101370"],
    ["a parameter the call does not have", { RefNo: "1" }, "20110901"],
    ["EventToken that means nothing", { EventToken: "XXX" }, "20121232"],
  ])("refuses %s", async (_what, changes, code) => {
    expect(await session(changes)).toBe(code)
  })

  it("takes a URLNotify of this machine on any port", async () => {
    expect(await session({ URLNotify: "http://127.0.0.1:9000/hooks" })).toBe("00000000")
    expect(await session({ URLNotify: "https://shop.example/hooks" })).toBe("00000000")
  })

  it("says which parameter it was, but never its value", async () => {
    const { answer } = await sendWire(simulator, signed(wireSession({ RefNr: "secret".repeat(9) })))
    expect(answer.get("description")).toMatch(/RefNr/)
    expect(answer.get("description")).not.toMatch(/secret/)
  })
})

describe("article lists", () => {
  const refuses = async (ArticleList: string, code = "2012002E") => expect(await session({ ArticleList })).toBe(code)

  it("refuses what is no Base64 of JSON", async () => {
    await refuses("{}", "2011002E")
    await refuses("AAAA", "2011002E")
    await refuses(Buffer.from("[}").toString("base64"), "2011002E")
  })

  it("refuses more than 2048 characters", () => refuses(lines({ ...line, name: "x".repeat(1600) }), "2014002E"))

  it("refuses fields that are missing, unknown or of another type", async () => {
    const { quantity, ...withoutQuantity } = line
    await refuses(lines(withoutQuantity, shipping))
    await refuses(lines({ ...line, quantity: String(quantity) }, shipping))
    await refuses(lines({ ...line, quantity: 1.5 }, shipping))
    await refuses(lines({ ...line, colour: "red" }, shipping))
    await refuses(lines({ ...line, type: "shipping" }, shipping))
    await refuses(lines())
  })

  it("refuses lines whose arithmetic is wrong", async () => {
    await refuses(lines({ ...line, unit_price: 899 }, shipping))
    await refuses(lines({ ...line, total_tax_amount: 290 }, shipping))
    await refuses(lines({ ...line, unit_price: -900, total_amount: -1800, total_tax_amount: -287 }, shipping))
  })

  it("refuses sums that are not Amount and TaxAmount", async () => {
    await refuses(lines(line))
    expect(await session({ TaxAmount: "320" })).toBe("2012002D")
  })
})

describe("options", () => {
  const withOptions = async (options: SimulatorOptions, changes: Record<string, string | undefined>) => {
    const other = await startSimulator(options)
    const { code } = await sendWire(other, signed(wireSession(changes)))
    await other.stop()
    return code
  }

  it("ignores unknown parameters with strictUnknown off, as the real one does", async () => {
    expect(await withOptions({ strictUnknown: false }, { RefNo: "1" })).toBe("00000000")
  })

  it("has a minimum amount when asked", async () => {
    expect(await withOptions({ minimumAmount: 2001 }, {})).toBe("20600070")
    expect(await withOptions({ minimumAmount: 2000 }, {})).toBe("00000000")
  })

  const finland = { bdCountryCode: "FI" }
  it("demands a social security number where asked, and forbids it in Germany", async () => {
    const options = { requireSocialSecurityNumber: ["FI"] }
    expect(await withOptions(options, finland)).toBe("20100901")
    expect(await withOptions(options, { ...finland, SocialSecurityNumber: "1234" })).toBe("00000000")
    expect(await withOptions(options, { ...finland, SocialSecurityNumber: "12345" })).toBe("20120901")
    expect(await withOptions({}, finland)).toBe("00000000")
    expect(await withOptions({}, { SocialSecurityNumber: "1234" })).toBe("20120901")
  })
})

it("refuses a TransID a second time", async () => {
  const TransID = randomUUID()
  expect(await session({ TransID, Account: "other" })).toBe("20160059")
  expect(await session({ TransID })).toBe("00000000")
  expect(await session({ TransID })).toBe("20170002")
})
