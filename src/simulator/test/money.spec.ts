import { randomUUID } from "node:crypto"
import { SIMULATOR_MERCHANT } from ".."
import { AMOUNT, failure, LINES, sendWire, Shop, signed, type Reference } from "./shop"

const DAY = 24 * 60 * 60_000

let shop: Shop
let reference: Reference
beforeEach(async () => {
  shop = await Shop.open()
  reference = await shop.order()
})
afterEach(() => shop.close())

const refused = async (call: Promise<unknown>, code: string): Promise<void> => {
  expect(await failure(call)).toMatchObject({ kind: "declined", code })
}
const ledger = () => shop.simulator.payment(reference.PayID)!

describe("capture", () => {
  it("takes no more than is left", async () => {
    await refused(shop.capture(reference, AMOUNT + 1), "22890067")
    await shop.capture(reference, 1500)
    expect(ledger()).toMatchObject({ state: "partially_captured", remaining: 500 })
    await refused(shop.capture(reference, 501), "22890067")
    await shop.capture(reference, 500)
    await refused(shop.capture(reference, 1), "22890072")
    expect(ledger()).toMatchObject({ state: "captured", captured: AMOUNT, remaining: 0 })
  })

  it("releases the rest with CompleteType=YES, once", async () => {
    await shop.capture(reference, 1500, { CompleteType: "YES" })
    expect(ledger()).toMatchObject({ state: "captured", captured: 1500, released: 500, remaining: 0 })
    await refused(shop.capture(reference, 1), "22890072")
    await refused(shop.reverse(reference, 500), "22890072")
  })

  it("refuses CompleteType=YES when nothing would be left", async () => {
    await refused(shop.capture(reference, AMOUNT, { CompleteType: "YES" }), "22890063")
    expect(ledger()).toMatchObject({ captured: 0, released: 0 })
    await shop.capture(reference, AMOUNT)
  })

  it("needs an order", async () => {
    const { clientToken: _unused, ...session } = await shop.session()
    await refused(shop.capture(session, 100), "22890075")
  })

  it("checks an article list against its own amount", async () => {
    await shop.capture(reference, 1800, { ArticleList: { order_lines: LINES.slice(0, 1) } })
    await refused(shop.capture(reference, 100, { ArticleList: { order_lines: LINES.slice(1) } }), "2012002E")
    expect(ledger().captures).toMatchObject([{ amount: 1800, lines: LINES.slice(0, 1) }])
  })

  it("refuses nothing at all, another currency, another TransID and an unknown PayID", async () => {
    await refused(shop.capture(reference, 0), "20120005")
    await refused(shop.capture(reference, 100, { Currency: "SEK" }), "22890006")
    await refused(shop.capture(reference, 100, { TransID: randomUUID() }), "22890002")
    await refused(shop.capture(reference, 100, { PayID: "f".repeat(32) }), "22890061")
  })

  it("comes too late after 28 days", async () => {
    shop.simulator.advanceClock(28 * DAY - 60_000)
    await shop.capture(reference, 100)
    shop.simulator.advanceClock(120_000)
    await refused(shop.capture(reference, 100), "22891955")
    await refused(shop.reverse(reference, 1900), "22891955")
    expect(ledger()).toMatchObject({ state: "expired", captured: 100, remaining: 0 })
    await shop.credit(reference, 100)
  })
})

describe("credit", () => {
  it("pays back no more than was captured", async () => {
    await refused(shop.credit(reference, 100), "22890069")
    await shop.capture(reference, 1000)
    await refused(shop.credit(reference, 1001), "22890957")
    await shop.credit(reference, 400)
    await refused(shop.credit(reference, 601), "22890957")
    await shop.credit(reference, 600)
    await refused(shop.credit(reference, 1), "22890958")
    expect(ledger()).toMatchObject({ captured: 1000, credited: 1000, remaining: 1000 })
  })

  it("has an InvoiceNr", async () => {
    await shop.capture(reference, 1000)
    const { answer } = await shop.credit(reference, 400)
    expect(answer.InvoiceNr).toBe(ledger().credits[0]?.invoice_nr)
  })
})

describe("reverse", () => {
  it("is over exactly what is left", async () => {
    await refused(shop.reverse(reference, AMOUNT - 1), "22890005")
    await refused(shop.reverse(reference, AMOUNT + 1), "22890005")
    await refused(shop.reverse(reference, 0), "22890005")
    await shop.capture(reference, 600)
    await refused(shop.reverse(reference, AMOUNT), "22890005")
    await shop.reverse(reference, 1400)
    expect(ledger()).toMatchObject({ captured: 600, released: 1400, remaining: 0 })
  })

  it("leaves nothing to capture or to reverse", async () => {
    await shop.reverse(reference, AMOUNT)
    expect(ledger()).toMatchObject({ state: "released", remaining: 0 })
    await refused(shop.capture(reference, 1), "22890075")
    await refused(shop.reverse(reference, AMOUNT), "22890075")
  })

  it("refuses a payment that is captured in full, even over nothing", async () => {
    await shop.capture(reference, AMOUNT)
    await refused(shop.reverse(reference, AMOUNT), "22890072")
    await refused(shop.reverse(reference, 0), "22890072")
  })
})

it("keeps merchants apart", async () => {
  const other = { merchantId: "other", blowfishKey: "other-key-of-ours", hmacKey: "other", account: "klarna" }
  const both = await Shop.open({ merchants: [SIMULATOR_MERCHANT, other] })
  const { clientToken: _unused, ...mine } = await both.session()
  // Signed and encrypted by the first merchant, but naming the second one's.
  const wire = { MerchantID: other.merchantId, PayID: mine.PayID, TransID: mine.TransID }
  expect(await sendWire(both.simulator, signed(wire), "inquire.aspx")).toMatchObject({ code: "20120003" })
  await both.close()
})
