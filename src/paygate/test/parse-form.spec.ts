import fc from "fast-check"
import { parseForm } from "../parse-form"

const FORM = "application/x-www-form-urlencoded"

describe("parseForm", () => {
  it("reads what Paygate sends", () => {
    const body = Buffer.from("mid=shop&Len=8&Data=44b80e83545e0b4d")
    expect(parseForm(body, `${FORM}; charset=iso-8859-1`)).toEqual({ mid: "shop", Len: "8", Data: "44b80e83545e0b4d" })
  })

  it.each([
    ["ISO-8859-1 as declared", "f%FCr", `${FORM}; charset=iso-8859-1`],
    ["ISO-8859-1 under another name", "f%FCr", `${FORM};charset="latin1"`],
    ["UTF-8 as declared", "f%C3%BCr", `${FORM}; charset=utf-8`],
    ["UTF-8 without a declaration", "f%C3%BCr", undefined],
    ["ISO-8859-1 without a declaration", "f%FCr", FORM],
    ["ISO-8859-1 that is declared as UTF-8", "f%FCr", `${FORM}; charset=utf-8`],
  ])("reads %s", (_case, written, contentType) => {
    expect(parseForm(Buffer.from(`a=${written}`), contentType)).toEqual({ a: "für" })
    const raw = Buffer.from(
      `a=${written}`.replace(/%(..)/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    )
    expect(parseForm(raw, contentType)).toEqual({ a: "für" })
  })

  it("takes declared ISO-8859-1 at its word, even if the bytes are UTF-8, too", () => {
    expect(parseForm(Buffer.from("a=%C3%BC"), `${FORM}; charset=ISO-8859-1`)).toEqual({ a: "Ã¼" })
  })

  it.each([
    ["a=1+2%2B3", { a: "1 2+3" }],
    ["a=b=c", { a: "b=c" }],
    ["a&b=&=c&&", { a: "", b: "" }],
    ["a=1&a=2", { a: "1" }],
    ["a=%zz%4", { a: "%zz%4" }],
    ["", {}],
  ])("reads %j as forms are read", (body, fields) => {
    expect(parseForm(Buffer.from(body))).toEqual(fields)
  })

  it("makes no prototype of a field", () => {
    const fields = parseForm(Buffer.from("__proto__=x&constructor=y"))
    expect(Object.entries(fields)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ])
  })

  it("reads back what any form was written from", () => {
    const name = fc.string({ unit: "binary", minLength: 1 })
    const fields = fc.dictionary(name, fc.string({ unit: "binary" }), { noNullPrototype: true })
    fc.assert(
      fc.property(fields, (written) => {
        const body = Buffer.from(new URLSearchParams(written).toString())
        const given = Object.entries(written).map(([key, value]) => [key.toWellFormed(), value.toWellFormed()])
        expect(parseForm(body, FORM)).toEqual(Object.fromEntries(new Map(given as [string, string][])))
      }),
    )
  })

  it("never throws", () => {
    fc.assert(fc.property(fc.uint8Array(), fc.string(), (bytes, contentType) => void parseForm(bytes, contentType)))
  })
})
