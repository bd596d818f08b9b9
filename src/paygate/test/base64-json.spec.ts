import fc from "fast-check"
import { anyText } from "./arbitraries"
import { decodeBase64Json, encodeBase64Json } from "../base64-json"

describe("Base64 of JSON", () => {
  it("reads the same whether the other side decodes URLs or not: it has neither + nor /", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), anyText, (value, text) => {
        expect(encodeBase64Json({ value, [text]: text })).toMatch(/^[A-Za-z0-9]*={0,2}$/)
      }),
      { numRuns: 500 },
    )
  })

  it("gives back what it was made of", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), anyText, (value, text) => {
        const plain: unknown = JSON.parse(JSON.stringify([value, text]))
        expect(decodeBase64Json(encodeBase64Json([value, text]))).toEqual(plain)
      }),
      { numRuns: 500 },
    )
  })

  it.each(["\ud800", "\udc00", "a\udfffb", "\ud83d\ud83d\ude00"])("keeps the lone surrogate in %j", (text) => {
    expect(decodeBase64Json(encodeBase64Json({ text }))).toEqual({ text })
  })

  it.each([">>>???~~~", "?>", "\x7f\x00", "Müller & Söhne", "日本", "👩‍👩‍👧"])("escapes %j", (text) => {
    const encoded = encodeBase64Json({ text })
    expect(encoded).toMatch(/^[A-Za-z0-9]+={0,2}$/)
    expect(decodeBase64Json(encoded)).toEqual({ text })
  })

  it("reads JSON in UTF-8, as others write it", () => {
    const encoded = Buffer.from('{"name":"Jürgen>?"}', "utf8").toString("base64")
    expect(decodeBase64Json(encoded)).toEqual({ name: "Jürgen>?" })
  })

  it.each([
    ["other characters", "ab_d"],
    ["a missing rest", "abcde"],
    ["padding in the middle", "ab==abcd"],
    ["nothing", ""],
    ["no JSON", Buffer.from("Annegret Schönhauser").toString("base64")],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22]).toString("base64")],
  ])("refuses %s with a SyntaxError", (_case, text) => {
    expect(() => decodeBase64Json(text)).toThrow(SyntaxError)
  })

  it("quotes nothing of what it cannot read", () => {
    const encoded = Buffer.from("Annegret Schönhauser").toString("base64")
    expect(() => decodeBase64Json(encoded)).toThrow(new SyntaxError("not Base64 of JSON"))
  })

  it("throws a TypeError for what JSON cannot hold", () => {
    const circular: Record<string, unknown> = {}
    circular["self"] = circular
    expect(() => encodeBase64Json(circular)).toThrow(TypeError)
  })
})
