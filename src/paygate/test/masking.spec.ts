import { CALLS } from "../calls"
import { maskParameters } from "../encode"
import { factsOf } from "../parameter"
import { ALL_CALLS, clientAnswering, OPTIONS, PERSON, requestFor, wireFor } from "./fixtures"

/** Whoever adds a parameter decides here whether logs and the books may show it. */
const SHOWN = [
  ...["MerchantID", "TransID", "PayID", "RefNr", "ReqID", "InvoiceNr", "Account"],
  ...["Amount", "TaxAmount", "Currency"],
  ...["bdCountryCode", "sdCountryCode", "Language", "PayType"],
  ...["EventToken", "RTF", "RequestReason", "CompleteType", "Order", "Response"],
]

const HIDDEN = [
  ...["MAC", "TokenExt", "BillingAgreementID"],
  ...["ArticleList", "EnhancedData", "Layout", "ShippingData", "Note"],
  ...["URLConfirm", "URLNotify", "URLSuccess", "URLFailure"],
  ...["FirstName", "LastName", "Email", "Company", "Region", "Title", "Street", "Zip", "City", "Phone"].flatMap(
    (name) => [`bd${name}`, `sd${name}`],
  ),
  ...["bdAddressAddition", "sdAddressAddition", "sdAddressAdition"],
  ...["DateOfBirth", "Gender", "Title", "SocialSecurityNumber", "PersonID", "IPAddr"],
  ...["LegalForm", "CompanyID", "CompanyOrPerson", "VatID"],
]

const ANSWERS_SHOWN = [
  ...["MID", "PayID", "XID", "TransID", "RefNr", "Status", "Code", "CodeExt", "InvoiceNr", "TransactionID", "PayType"],
  ...["LastStatus", "AmountAuth", "AmountCap", "AmountCred", "Currency"],
]

const ANSWERS_HIDDEN = [
  "Description",
  "ErrorText",
  "AccessToken",
  "TokenExt",
  "BillingAgreementID",
  "RedirectURL",
  "MAC",
]

function namesOf(side: "request" | "answer", logged: boolean): string[] {
  const all = ALL_CALLS.flatMap(([, call]) => Object.entries(call[side]))
  const names = all.filter(([, schema]) => (factsOf(schema).logged ?? false) === logged).map(([name]) => name)
  return [...new Set(names)].sort()
}

describe("what logs and the books may show", () => {
  it("of requests is decided for every parameter, in the same way in every call", () => {
    expect(namesOf("request", true)).toEqual([...SHOWN].sort())
    expect(namesOf("request", false)).toEqual([...HIDDEN].sort())
  })

  it("of answers is decided for every parameter, in the same way in every call", () => {
    expect(namesOf("answer", true)).toEqual([...ANSWERS_SHOWN].sort())
    expect(namesOf("answer", false)).toEqual([...ANSWERS_HIDDEN].sort())
  })

  it.each(ALL_CALLS)("of %s is the value or three asterisks", (_name, call) => {
    const wire = Object.fromEntries(Object.keys(call.request).map((name) => [name, `value of ${name}`]))
    const expected = Object.keys(wire).map((name) => [name, SHOWN.includes(name) ? `value of ${name}` : "***"])
    expect(maskParameters(call, wire)).toEqual(Object.fromEntries(expected))
  })

  it.each(["Foo", "constructor", "toString", "PayID"])("hides %s, which is no parameter of the call", (name) => {
    expect(maskParameters(CALLS.createSession, { [name]: "secret" })).toEqual({ [name]: "***" })
  })

  it("hides a name in another case, too, since the wire knows one spelling only", () => {
    expect(maskParameters(CALLS.createSession, { BDEMAIL: PERSON.email, amount: "1" })).toEqual({
      BDEMAIL: "***",
      amount: "***",
    })
  })

  it("tells nothing of the length of what is hidden", () => {
    const masked = maskParameters(CALLS.createSession, { bdFirstName: "A", bdLastName: "B".repeat(30) })
    expect(masked["bdFirstName"]).toBe(masked["bdLastName"])
  })

  it("comes with a prepared call, before it is sent", () => {
    const { client } = clientAnswering("")
    const { call, maskedRequest } = client.prepare(CALLS.createSession, requestFor(CALLS.createSession))
    expect(maskedRequest).toEqual(maskParameters(call, wireFor(call)))
    expect(maskedRequest).toMatchObject({ MerchantID: OPTIONS.merchantId, Amount: "1234", bdEmail: "***" })
    expect(maskedRequest).not.toHaveProperty("MAC")
  })
})
