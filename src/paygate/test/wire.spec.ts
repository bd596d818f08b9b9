import { decodeCharset, decodePlaintext } from "../wire"

describe("splitting a plaintext", () => {
  it("finds a name in any case", () => {
    const answer = decodePlaintext("mid=m&PAYID=1&tRaNsId=2")
    expect([answer.get("mid"), answer.get("payid"), answer.get("transid")]).toEqual(["m", "1", "2"])
  })

  it("ends a name at the first = only", () => {
    expect(decodePlaintext("AccessToken=eyJ=.a==&Code=1").get("accesstoken")).toBe("eyJ=.a==")
  })

  it("keeps + and % as they are", () => {
    expect(decodePlaintext("Description=a+b%20c").get("description")).toBe("a+b%20c")
  })

  it("keeps an empty value", () => {
    expect(decodePlaintext("Code=&Status=OK").get("code")).toBe("")
  })

  it.each(["", "&", "&&&", "Code", "=value", "Code&=value&"])("finds nothing in %p", (text) => {
    expect(decodePlaintext(text).size).toBe(0)
  })

  it("takes the rest of a value after a stray & for no parameter", () => {
    expect([...decodePlaintext("Description=Müller & Sohn&Code=1").keys()]).toEqual(["description", "code"])
  })

  it("accepts a name that comes twice with the same value", () => {
    expect(decodePlaintext("PayID=1&payid=1").get("payid")).toBe("1")
  })

  it("refuses a name that comes twice with different values", () => {
    expect(() => decodePlaintext("Code=00000000&code=22890100")).toThrow(SyntaxError)
  })

  it("does not repeat a doubled name, which may be the rest of a value", () => {
    expect(() => decodePlaintext("x=&Annegret=1&Annegret=2")).toThrow(/^(?!.*annegret)/i)
  })

  it("takes names for names only", () => {
    const answer = decodePlaintext("__proto__=1&constructor=2")
    expect([answer.get("__proto__"), answer.get("constructor"), answer.get("tostring")]).toEqual(["1", "2", undefined])
  })
})

describe("reading bytes", () => {
  it("takes UTF-8 for UTF-8", () => {
    expect(decodeCharset(Buffer.from("Jürgen 日本 👍", "utf8"))).toBe("Jürgen 日本 👍")
  })

  it("takes what is no UTF-8 for ISO-8859-1", () => {
    expect(decodeCharset(Buffer.from("J\xfcrgen", "latin1"))).toBe("Jürgen")
  })

  it.each([
    ["a cut sequence", [0x4a, 0xc3]],
    ["an overlong form", [0xc0, 0xaf]],
    ["half a surrogate pair", [0xed, 0xa0, 0x80]],
  ])("is strict: %s is ISO-8859-1", (_case, bytes) => {
    expect(decodeCharset(Buffer.from(bytes))).toBe(Buffer.from(bytes).toString("latin1"))
  })
})
