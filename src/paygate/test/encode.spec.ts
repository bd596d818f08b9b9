import fc from "fast-check"
import { z } from "zod"
import type { Call } from "../call"
import { CALLS } from "../calls"
import { encodeRequest, type WireParameters } from "../encode"
import type { PaygateError } from "../errors"
import { isPaygateError } from "../errors"
import { countCharacters, parseFormat } from "../format"
import { effectiveFormat, factsOf } from "../parameter"
import type { Charset } from "../rewrite-text"
import { decodePlaintext, encodePlaintext } from "../wire"
import { anyText, fullRequestOf, requestOf, type Values } from "./arbitraries"
import { ALL_CALLS, OPTIONS, PERSON, requestFor } from "./fixtures"

const CHARSETS: Charset[] = ["utf-8", "iso-8859-1"]
const REQUESTS = ALL_CALLS.map(([name, call]) => [name, call, requestFor(call) as Values] as const)

/** The widest call, with every kind of parameter. */
const { createSession } = CALLS
const session: Values = requestFor(createSession)

function encode(call: Call, values: Values, charset: Charset = "utf-8"): WireParameters {
  return encodeRequest(call, values as never, { merchantId: OPTIONS.merchantId, charset, language: "EN" })
}

/** The error that encoding throws. */
function refusalOf(call: Call, values: Values, charset?: Charset): PaygateError {
  try {
    encode(call, values, charset)
  } catch (error) {
    if (isPaygateError(error)) {
      return error
    }
    throw error
  }
  throw new Error("nothing was refused")
}

/** What the other side reads, names in lower case. */
function received(wire: WireParameters, charset: Charset): ReadonlyMap<string, string> {
  return decodePlaintext(encodePlaintext(wire, charset).toString(charset === "utf-8" ? "utf8" : "latin1"))
}

function lowerCase(names: Iterable<string>): string[] {
  return Array.from(names, (name) => name.toLowerCase()).sort()
}

function freeTextOf(call: Call): string[] {
  return Object.keys(call.request).filter((name) => factsOf(call.request[name]!).freeText)
}

function isWithinFormat(schema: z.ZodType, value: string): boolean {
  const { characters, minLength, maxLength } = parseFormat(effectiveFormat(factsOf(schema)))
  const length = countCharacters(value)
  return length >= minLength && length <= maxLength && (characters?.test(value) ?? true)
}

describe("a request on the wire", () => {
  it.each(REQUESTS)(
    "carries what the caller gave %s, the MerchantID and the call's constants",
    (_name, call, values) => {
      const constants = Object.keys(call.request).filter((name) => call.request[name] instanceof z.ZodLiteral)
      expect(lowerCase(Object.keys(encode(call, values)))).toEqual(
        lowerCase(new Set([...Object.keys(values), ...constants, "MerchantID"])),
      )
    },
  )

  it.each(REQUESTS)("has no MAC yet in %s, since that is made of the finished strings", (_name, call, values) => {
    expect(encode(call, values)).not.toHaveProperty("MAC")
  })

  it("names the configured merchant, whatever the caller says", () => {
    expect(encode(createSession, { ...session, MerchantID: "other" })["MerchantID"]).toBe(OPTIONS.merchantId)
  })

  it("writes amounts without leading zeros or exponent", () => {
    expect(encode(createSession, { ...session, Amount: 1_000_000_000 })["Amount"]).toBe("1000000000")
  })

  it("leaves out what is empty", () => {
    expect(encode(createSession, { ...session, RefNr: "", bdCompany: " \n " })).not.toHaveProperty("RefNr")
    expect(encode(createSession, { ...session, bdCompany: " \n " })).not.toHaveProperty("bdCompany")
  })

  it("leaves out what is undefined", () => {
    expect(encode(createSession, { ...session, RefNr: undefined })).not.toHaveProperty("RefNr")
  })

  it("cuts free text at the limit of its format", () => {
    expect(encode(createSession, { ...session, bdStreet: "Straße ".repeat(9) })["bdStreet"]).toBe(
      "Straße Straße Straße Straße Stra",
    )
  })

  it("has umlauts as one byte in ISO-8859-1", () => {
    const wire = encode(createSession, { ...session, bdCity: "Köln" }, "iso-8859-1")
    expect(encodePlaintext({ bdCity: wire["bdCity"]! }, "iso-8859-1")).toEqual(Buffer.from("bdCity=K\xf6ln", "latin1"))
  })

  it.each(CHARSETS)("has an & between parameters and an = after each name in %s", (charset) => {
    expect(encodePlaintext({ TransID: "a=b", RefNr: "é" }, charset).toString("latin1")).toBe(
      charset === "utf-8" ? "TransID=a=b&RefNr=\xc3\xa9" : "TransID=a=b&RefNr=\xe9",
    )
  })
})

describe("a refusal before sending", () => {
  it("is of the kind request, which is final", () => {
    const { kind, code, isFinal, call } = refusalOf(createSession, { ...session, Amount: -1 })
    expect({ kind, code, isFinal, call }).toEqual({
      kind: "request",
      code: "invalid_request",
      isFinal: true,
      call: "createSession",
    })
  })

  it.each(
    REQUESTS.flatMap(([name, call, values]) =>
      Object.keys(values)
        .filter((field) => !(call.request[field] instanceof z.ZodOptional))
        .filter((field) => !(call.request[field] instanceof z.ZodLiteral))
        .map((field) => [name, field, call, values] as const),
    ),
  )("of %s names the missing %s", (_name, field, call, values) => {
    const { [field]: _left, ...rest } = values
    expect(refusalOf(call, rest).message).toContain(`${field}: missing`)
  })

  it.each([
    ["a negative amount", { Amount: -1 }],
    ["half a cent", { Amount: 0.5 }],
    ["an amount of eleven digits", { Amount: 10_000_000_000 }],
    ["an amount that is no number", { Amount: Number.NaN }],
    ["an amount as text", { Amount: "1234" }],
    ["a currency outside the list", { Currency: "JPY" }],
    ["a currency in lower case", { Currency: "eur" }],
    ["a country of three letters", { bdCountryCode: "DEU" }],
    ["an & in what is not rewritten", { RefNr: "a&Amount=1" }],
    ["a line break in what is not rewritten", { RefNr: "a\nb" }],
    ["half a surrogate pair", { RefNr: "a\ud800" }],
    ["a reference of 31 characters", { RefNr: "x".repeat(31) }],
    ["an unknown payment type", { PayType: "pay_now,cash" }],
    ["a birthday in the national way", { DateOfBirth: "31.12.1990" }],
    ["a list of articles that is empty", { ArticleList: { order_lines: [] } }],
    ["a list of articles that is too long", { ArticleList: { order_lines: Array(40).fill(firstLine()) } }],
    ["risk data that are no JSON", { EnhancedData: { big: 1n } }],
    ["a name that is no text", { bdFirstName: 7 }],
    ["null", { RefNr: null }],
    ["a parameter of no call", { Foo: "bar" }],
    ["a parameter named like a method", { constructor: "x" }],
    ["a parameter of another call", { PayID: "0".repeat(32) }],
    ["a MAC of the caller's own", { MAC: "0".repeat(64) }],
  ])("comes for %s", (_case, given) => {
    expect(refusalOf(createSession, { ...session, ...given }).message).toContain(Object.keys(given)[0])
  })

  it("names every parameter at fault", () => {
    const { message } = refusalOf(createSession, { ...session, Amount: -1, Currency: "JPY", RefNr: "&" })
    expect(message).toMatch(/Amount.*Currency.*RefNr|RefNr.*Amount.*Currency/)
  })

  it("says where in a list of articles the fault is", () => {
    const broken = { order_lines: [firstLine(), { ...firstLine(), quantity: -1 }] }
    const { message } = refusalOf(createSession, { ...session, ArticleList: broken })
    expect(message).toContain("ArticleList.order_lines.1.quantity: ")
  })

  it("says where in a list of articles an unknown field is", () => {
    const broken = { order_lines: [firstLine(), { ...firstLine(), colour: "red" }] }
    const { message } = refusalOf(createSession, { ...session, ArticleList: broken })
    expect(message).toContain('ArticleList.order_lines.1: Unrecognized key: "colour"')
  })

  it("comes for half a billing address", () => {
    const { bdZip: _left, ...rest } = session
    expect(refusalOf(createSession, rest).message).toContain("bdZip, bdCity only together")
  })

  it("comes for half a shipping address where the document asks for all of it", () => {
    const { createOrder } = CALLS
    const half = { ...(requestFor(createOrder) as Values), sdCity: "Berlin" }
    expect(refusalOf(createOrder, half).message).toContain("sdCity only together")
  })

  it("comes for a shipping address in the first order of a subscription", () => {
    const { createOrder } = CALLS
    const subscription = { ...(requestFor(createOrder) as Values), RTF: "I", sdCountryCode: "DE" }
    expect(refusalOf(createOrder, subscription).message).toContain("together with RTF")
  })

  it("comes for what ISO-8859-1 lacks, where nothing is rewritten", () => {
    expect(refusalOf(createSession, { ...session, RefNr: "№ 7" }, "iso-8859-1").message).toContain(
      "RefNr cannot be written in ISO-8859-1",
    )
  })

  it.each([
    ["bdEmail", `${PERSON.email}&`],
    ["bdZip", `${PERSON.first} ${PERSON.last}`],
    ["SocialSecurityNumber", "1234567890"],
    ["Gender", "Annegret"],
    ["DateOfBirth", "31.12.1990"],
    ["EnhancedData", "Annegret"],
    ["ArticleList", { order_lines: [{ name: "Annegret".repeat(40) }] }],
    ["Layout", { options: { colour: 7777777 } }],
  ])("never repeats the value of %s", (name, value) => {
    const { message } = refusalOf(createSession, { ...session, [name]: value })
    expect(message).not.toMatch(/Annegret|Schönhauser|example|123456|1990|7777777/)
  })
})

function firstLine(): Values {
  return (session["ArticleList"] as { order_lines: Values[] }).order_lines[0]!
}

describe.each(ALL_CALLS)("%s", (_name, call) => {
  const free = freeTextOf(call)

  it.each(CHARSETS)("arrives with the values it was given, within the declarations, in %s", (charset) => {
    fc.assert(
      fc.property(requestOf(call, charset), (values) => {
        const read = received(encode(call, values, charset), charset)
        const decoded = Object.keys(values).map((name) => [
          name,
          call.request[name]!.decode(read.get(name.toLowerCase())),
        ])
        expect(Object.fromEntries(decoded)).toEqual(values)
      }),
      { numRuns: 40 },
    )
  })

  if (free.length > 0) {
    const texts = fc.record(Object.fromEntries(free.map((name) => [name, anyText])), { noNullPrototype: true })

    it.each(CHARSETS)("carries any free text without a parameter more or less in %s", (charset) => {
      fc.assert(
        fc.property(fullRequestOf(call, charset), texts, (values, given) => {
          // What comes first keeps the text from vanishing as a whole.
          const marked = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, `x ${text}`]))
          const full = { ...values, ...marked }
          const wire = encode(call, full, charset)
          const read = received(wire, charset)
          const constants = Object.keys(call.request).filter((name) => call.request[name] instanceof z.ZodLiteral)
          expect(lowerCase(read.keys())).toEqual(lowerCase(new Set([...Object.keys(full), ...constants, "MerchantID"])))
          for (const name of free) {
            const value = read.get(name.toLowerCase())!
            expect([name, value, isWithinFormat(call.request[name]!, value)]).toEqual([name, wire[name], true])
          }
        }),
        { numRuns: 25 },
      )
    })
  }

  it("takes any text in any one parameter as it is, rewritten, or not at all", () => {
    const names = Object.keys(call.request).filter((name) => name !== "MAC")
    const base = requestFor(call) as Values
    fc.assert(
      fc.property(fc.constantFrom(...names), anyText, (name, text) => {
        try {
          const wire = encode(call, { ...base, [name]: text })
          const read = received(wire, "utf-8")
          expect(lowerCase(read.keys())).toEqual(lowerCase(Object.keys(wire)))
          for (const [sent, value] of Object.entries(wire)) {
            expect(read.get(sent.toLowerCase())).toBe(value)
          }
        } catch (error) {
          if (!isPaygateError(error)) {
            throw error
          }
          expect(error.kind).toBe("request")
        }
      }),
      { numRuns: 100 },
    )
  })
})
