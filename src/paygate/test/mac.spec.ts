import type { Call } from "../call"
import type { CALLS } from "../calls"
import { hmac, isSameMac, signAnswer, signRequest, verifyAnswer } from "../mac"
import { ALL_CALLS, PAY_ID, vectors, wireFor } from "./fixtures"

const ANSWER = {
  payId: PAY_ID,
  transId: "TID-12033175321270170232",
  merchantId: "yourMerchantId",
  status: "AUTHORIZED",
  code: "00000000",
}
const ANSWER_MAC = vectors.mac[1]!.mac

it.each(vectors.mac)("signs $text as published", ({ key, text, mac }) => {
  expect(hmac(key, text)).toBe(mac.toLowerCase())
})

describe("the MAC of a request", () => {
  /** Protocol facts, section 3; the values are those of `wireFor`. */
  const STRINGS: Record<keyof typeof CALLS, string | undefined> = {
    createSession: "*T1*yourMerchantId*1234*EUR",
    openHostedPage: "*T1*yourMerchantId*1234*EUR",
    createOrder: `${PAY_ID}*T1*yourMerchantId*1234*EUR`,
    createRecurringOrder: "*T1*yourMerchantId*1234*EUR",
    updateAddress: `${PAY_ID}**yourMerchantId**`,
    updateReference: `${PAY_ID}**yourMerchantId**`,
    updateOrder: `${PAY_ID}*T1*yourMerchantId*1234*EUR`,
    capture: `${PAY_ID}*T1*yourMerchantId*1234*EUR`,
    resendInvoice: `${PAY_ID}**yourMerchantId**`,
    credit: `${PAY_ID}*T1*yourMerchantId*1234*EUR`,
    reverse: `${PAY_ID}*T1*yourMerchantId*1234*EUR`,
    inquire: undefined,
    inquireByTransID: undefined,
  }
  const signed = ALL_CALLS.filter(([, call]) => call.mac !== undefined)

  it("is sent with every call but the inquiries", () => {
    expect(ALL_CALLS.filter(([, call]) => call.mac === undefined).map(([name]) => name)).toEqual([
      "inquire",
      "inquireByTransID",
    ])
  })

  it.each(signed)("is made of the right fields in %s, with all asterisks", (name, call) => {
    const expected = hmac("mySecret", STRINGS[name as keyof typeof CALLS]!)
    expect(signRequest("mySecret", wireFor(call), call.mac!)).toBe(expected)
  })

  it.each(ALL_CALLS)("covers exactly those of its fields that %s sends", (_name, call: Call) => {
    const sent = Object.keys(call.request)
    const covered = call.mac ?? []
    expect(covered.filter((field) => !sent.includes(field))).toEqual([])
    expect(call.mac === undefined).toBe(!sent.includes("MAC"))
  })

  it("leaves a field empty that is not among the call's, even if the value is there", () => {
    const parameters = { PayID: PAY_ID, TransID: "T1", MerchantID: "yourMerchantId", Amount: "1234", Currency: "EUR" }
    expect(signRequest("mySecret", parameters, ["PayID", "MerchantID"])).toBe(
      hmac("mySecret", `${PAY_ID}**yourMerchantId**`),
    )
  })
})

describe("the MAC of an answer", () => {
  it("is the published one", () => {
    expect(signAnswer("mySecret", ANSWER)).toBe(ANSWER_MAC.toLowerCase())
  })

  it.each([
    ["in upper case", ANSWER_MAC],
    ["in lower case", ANSWER_MAC.toLowerCase()],
    ["with blanks around", ` ${ANSWER_MAC}  `],
  ])("is accepted %s", (_case, received) => {
    expect(verifyAnswer(["mySecret"], ANSWER, received)).toBe(true)
  })

  it("is accepted from any of several keys", () => {
    expect(verifyAnswer(["newSecret", "mySecret"], ANSWER, ANSWER_MAC)).toBe(true)
  })

  it.each([
    ["another key", ["newSecret"], ANSWER_MAC],
    ["no key", [], ANSWER_MAC],
    ["a cut end", ["mySecret"], ANSWER_MAC.slice(0, -1)],
    ["one more character", ["mySecret"], `${ANSWER_MAC}0`],
    ["nothing", ["mySecret"], ""],
    ["characters of two bytes", ["mySecret"], "é".repeat(32)],
  ])("is refused with %s", (_case, keys, received) => {
    expect(verifyAnswer(keys, ANSWER, received)).toBe(false)
  })

  it.each(["payId", "transId", "merchantId", "status", "code"] as const)("is refused when %s was changed", (field) => {
    expect(verifyAnswer(["mySecret"], { ...ANSWER, [field]: `${ANSWER[field]}0` }, ANSWER_MAC)).toBe(false)
  })

  it("is compared in any case on both sides", () => {
    expect(isSameMac(ANSWER_MAC.toUpperCase(), ANSWER_MAC.toLowerCase())).toBe(true)
  })

  it("takes the asterisks of empty fields into account", () => {
    expect(isSameMac(signAnswer("k", { ...ANSWER, payId: "" }), hmac("k", "*a"))).toBe(false)
    expect(signAnswer("k", { payId: "", transId: "", merchantId: "m", status: "", code: "" })).toBe(hmac("k", "**m**"))
  })
})
