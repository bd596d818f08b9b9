import { CALLS, type OrderLine, type RequestOf } from "../../paygate"
import { ADDRESS, AMOUNT, failure, LINES, sendWire, Shop, signed, type Reference } from "./shop"
import { SIMULATOR_MERCHANT } from ".."

let shop: Shop
let reference: Reference
beforeEach(async () => {
  shop = await Shop.open()
  reference = await shop.order(ADDRESS)
})
afterEach(() => shop.close())

const [line] = LINES as [OrderLine]
const updateOrder = (Amount: number, order_lines: OrderLine[]) =>
  shop.client.send(CALLS.updateOrder, { ...reference, Amount, ArticleList: { order_lines } })
const updateAddress = (values: Omit<RequestOf<typeof CALLS.updateAddress>, "PayID">) =>
  shop.client.send(CALLS.updateAddress, { PayID: reference.PayID, ...values })
const updateReference = () => shop.client.send(CALLS.updateReference, { PayID: reference.PayID, RefNr: "2002" })
const resendInvoice = (InvoiceNr: string) =>
  shop.client.send(CALLS.resendInvoice, { PayID: reference.PayID, InvoiceNr })
const ledger = () => shop.simulator.payment(reference.PayID)!

it("changes single fields of the addresses", async () => {
  await updateAddress({ bdCity: "Potsdam", bdPhone: "030123", sdAddressAdition: "Hof" })
  expect(ledger().addresses).toEqual({
    ...ADDRESS,
    bdCountryCode: "DE",
    bdCity: "Potsdam",
    bdPhone: "030123",
    sdAddressAddition: "Hof",
  })
})

it("refuses an address change without an address, or to a country that is not listed", async () => {
  expect(await failure(updateAddress({}))).toMatchObject({ code: "20101370" })
  expect(await failure(updateAddress({ sdCountryCode: "FR" }))).toMatchObject({ code: "20121366" })
})

it("changes the reference number", async () => {
  const { answer } = await updateReference()
  expect(answer).toMatchObject({ PayID: reference.PayID, TransID: reference.TransID, RefNr: "2002" })
  expect(ledger().ref_nr).toBe("2002")
})

it("lowers the amount, raises it again, but never above the first one", async () => {
  await updateOrder(1800, [line])
  expect(ledger()).toMatchObject({ authorized: 1800, remaining: 1800, lines: [line] })
  expect(await shop.inquire(reference)).toMatchObject({ AmountAuth: 1800 })
  await updateOrder(AMOUNT, LINES)
  const dearer = { ...line, unit_price: 1001, total_amount: 2002, total_tax_amount: 320 }
  expect(await failure(updateOrder(2002, [dearer]))).toMatchObject({ code: "22890005" })
  expect(await failure(updateOrder(1799, [line]))).toMatchObject({ code: "2012002E" })
  await shop.reverse(reference, AMOUNT)
})

it("changes nothing after the first capture or after a release", async () => {
  await shop.capture(reference, 100)
  for (const change of [updateAddress({ bdCity: "Potsdam" }), updateReference(), updateOrder(1800, [line])]) {
    expect(await failure(change)).toMatchObject({ kind: "declined", code: "22890063" })
  }
  await shop.reverse(reference, 1900)
  expect(await failure(updateReference())).toMatchObject({ code: "22890072" })
})

it("sends an invoice again after a capture only, and only one of this payment", async () => {
  expect(await failure(resendInvoice("X"))).toMatchObject({ code: "22890069" })
  const { answer } = await shop.capture(reference, 100)
  expect(await failure(resendInvoice("X"))).toMatchObject({ code: "22891373" })
  await resendInvoice(answer.InvoiceNr!)
})

it("takes changes signed without TransID, Amount and Currency", async () => {
  const wire = { MerchantID: SIMULATOR_MERCHANT.merchantId, PayID: reference.PayID, EventToken: "UMR", RefNr: "7" }
  expect(await sendWire(shop.simulator, signed(wire))).toMatchObject({ code: "00000000" })
})

it("refuses changes and inquiries about payments that do not exist", async () => {
  const PayID = "f".repeat(32)
  const { client } = shop
  expect(await failure(client.send(CALLS.updateReference, { PayID, RefNr: "1" }))).toMatchObject({ code: "22890061" })
  expect(await failure(client.send(CALLS.inquire, { PayID, TransID: "x" }))).toMatchObject({ code: "22890061" })
  const other = { PayID: reference.PayID, TransID: "x" }
  expect(await failure(client.send(CALLS.inquire, other))).toMatchObject({ code: "22890002" })
  expect(await failure(client.send(CALLS.inquireByTransID, { TransID: "x" }))).toMatchObject({ code: "20160002" })
})
