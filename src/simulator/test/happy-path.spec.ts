import { CALLS } from "../../paygate"
import { ADDRESS, AMOUNT, LINES, Shop } from "./shop"

let shop: Shop
beforeEach(async () => {
  shop = await Shop.open()
})
afterEach(() => shop.close())

it("takes a payment from the session to the last credit", async () => {
  const { clientToken, ...reference } = await shop.session({ ...ADDRESS, RefNr: "1001" })
  expect(await shop.inquire(reference)).toMatchObject({ AmountAuth: 0, AmountCap: 0, AmountCred: 0 })

  const order = await shop.placeOrder(reference, shop.authorize(clientToken), ADDRESS)
  expect(order).toMatchObject({ outcome: "succeeded", answer: { Status: "OK", Code: "00000000", RefNr: "1001" } })
  expect(order.answer.TransactionID).toMatch(/^[0-9a-f-]{36}$/)
  expect(order.answer.RedirectURL).toBeUndefined()
  expect(order.answer.BillingAgreementID).toBeUndefined()
  expect(await shop.inquire(reference)).toMatchObject({ AmountAuth: AMOUNT, AmountCap: 0, Currency: "EUR" })

  const captured = await shop.capture(reference, 1200, {
    ReqID: "capture-1",
    ShippingData: { shipping_info: [{ shipping_company: "DHL", tracking_number: "1Z" }] },
  })
  const { InvoiceNr } = captured.answer
  await shop.client.send(CALLS.resendInvoice, { PayID: reference.PayID, InvoiceNr: InvoiceNr! })
  await shop.credit(reference, 700)
  await shop.reverse(reference, 800)

  expect(await shop.inquire(reference)).toMatchObject({ AmountAuth: AMOUNT, AmountCap: 1200, AmountCred: 700 })
  expect(shop.simulator.payment(reference.PayID)).toMatchObject({
    trans_id: reference.TransID,
    ref_nr: "1001",
    state: "captured",
    authorized: AMOUNT,
    captured: 1200,
    credited: 700,
    released: 800,
    remaining: 0,
    lines: LINES,
    captures: [
      {
        invoice_nr: InvoiceNr,
        amount: 1200,
        req_id: "capture-1",
        shipping_info: [{ shipping_company: "DHL", tracking_number: "1Z" }],
      },
    ],
    credits: [{ amount: 700 }],
    klarna_order_id: order.answer.TransactionID,
    addresses: { ...ADDRESS, bdCountryCode: "DE" },
  })
})

it("gives each step an XID of its own and each payment a PayID of its own", async () => {
  const first = await shop.order()
  const second = await shop.order()
  expect(first.PayID).toMatch(/^[0-9a-f]{32}$/)
  expect(second.PayID).not.toBe(first.PayID)
  await shop.capture(first, 100)
  const xids = shop.simulator.payment(first.PayID)!.steps.map((step) => step.xid)
  expect(new Set(xids).size).toBe(3)
  expect(xids.every((xid) => /^[0-9a-f]{32}$/.test(xid))).toBe(true)
})

it("keeps what it received: addresses, personal data and parameters, but no MAC", async () => {
  const { PayID } = await shop.session({ ...ADDRESS, DateOfBirth: "1970-07-10", Gender: "female" })
  const payment = shop.simulator.payment(PayID)!
  expect(payment.addresses).toEqual({ ...ADDRESS, bdCountryCode: "DE" })
  expect(payment.shopper).toEqual({ DateOfBirth: "1970-07-10", Gender: "female" })
  expect(payment.steps).toMatchObject([{ call: "createSession", parameters: { bdEmail: "customer@email.de" } }])
  expect(JSON.stringify(payment)).not.toMatch(/"mac"/i)
  expect(JSON.stringify(shop.simulator.requests())).not.toMatch(/"mac"/i)
})

it("answers RedirectURL when it is given one", async () => {
  const other = await Shop.open({ redirectUrl: "https://pay.klarna.example/cookie" })
  const { clientToken, ...reference } = await other.session()
  const { answer } = await other.placeOrder(reference, other.authorize(clientToken))
  expect(answer.RedirectURL).toBe("https://pay.klarna.example/cookie")
  await other.close()
})

it("starts an agreement with RTF=I and charges it with RTF=R", async () => {
  const { clientToken, ...reference } = await shop.session(ADDRESS)
  const subscription = { ...ADDRESS, RTF: "I", RequestReason: "SUBSCRIPTION" } as const
  const { answer } = await shop.placeOrder(reference, shop.authorize(clientToken), subscription)
  const charge = {
    TransID: "next-month",
    Amount: 1800,
    TaxAmount: 287,
    Currency: "EUR",
    BillingAgreementID: answer.BillingAgreementID!,
    Account: "klarna",
    ArticleList: { order_lines: LINES.slice(0, 1) },
  } as const
  const charged = await shop.client.send(CALLS.createRecurringOrder, charge)
  const next = { PayID: charged.answer.PayID!, TransID: "next-month", Currency: "EUR" } as const
  expect(next.PayID).not.toBe(reference.PayID)
  await shop.capture(next, 1800)
  expect(shop.simulator.payment(next.PayID)).toMatchObject({
    state: "captured",
    captured: 1800,
    addresses: { bdEmail: ADDRESS.bdEmail },
  })
})

it("finds a payment by TransID alone", async () => {
  const { PayID, TransID } = await shop.order()
  const { answer } = await shop.client.send(CALLS.inquireByTransID, { TransID })
  expect(answer).toMatchObject({ PayID, AmountAuth: AMOUNT, LastStatus: "OK" })
})
