import { inspect } from "node:util"
import { CALLS, readResult, ResultError, type ResultFault } from ".."
import { clientAnswering, joined, KEYS, PAY_ID, requestFor, vectors } from "./fixtures"
import { faultOf, FORM, MERCHANT, sealed, signed, SUCCESS } from "./results"

describe("a result", () => {
  it("gives ids, status, code, token, and that its MAC is valid", () => {
    expect(readResult(FORM, MERCHANT)).toEqual({
      payId: PAY_ID,
      transId: "T1",
      xid: SUCCESS.XID,
      refNr: "7",
      tokenExt: SUCCESS.TokenExt,
      status: "OK",
      code: "00000000",
      outcome: "succeeded",
      mac: "valid",
    })
  })

  it.each([
    ["lower case", (name: string) => name.toLowerCase()],
    ["upper case", (name: string) => name.toUpperCase()],
  ])("is read with all names in %s", (_case, spell) => {
    const respelled = (fields: object) =>
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [spell(name), value as string]))
    expect(readResult(respelled(sealed(respelled(signed(SUCCESS)))), MERCHANT).mac).toBe("valid")
  })

  it("is read with Data in upper case, padding counted in Len, and blanks behind the MAC", () => {
    const { MAC, ...rest } = signed(SUCCESS)
    const plaintext = Buffer.from(`${joined(rest)}&MAC=${MAC}  \0\0`)
    const form = sealed(plaintext)
    expect(readResult({ ...form, Data: form.Data.toUpperCase() }, MERCHANT).mac).toBe("valid")
  })

  it("is read with the MAC in lower case and the merchant in its received spelling", () => {
    const message = signed({ ...SUCCESS, mid: "YOURMERCHANTID" })
    expect(readResult(sealed({ ...message, MAC: message.MAC!.toLowerCase() }), MERCHANT).mac).toBe("valid")
  })

  it("is read in ISO-8859-1 and in UTF-8", () => {
    const text = joined(signed({ ...SUCCESS, RefNr: "Größe" }))
    expect(readResult(sealed(Buffer.from(text, "latin1")), MERCHANT).refNr).toBe("Größe")
    expect(readResult(sealed(Buffer.from(text, "utf8")), MERCHANT).refNr).toBe("Größe")
  })

  it("is read by an older key of a rotation", () => {
    const rotated = { ...MERCHANT, encryptionKeys: ["newest", KEYS.encryption], hmacKeys: ["newest", KEYS.hmac] }
    expect(readResult(FORM, rotated).mac).toBe("valid")
  })

  it("is read from AES, too", () => {
    const key = "0123456789abcdef"
    const aes = { ...MERCHANT, encryption: "aes", encryptionKeys: ["too short", key] } as const
    expect(readResult(sealed(signed(SUCCESS), key, "aes"), aes).mac).toBe("valid")
  })

  it("needs no mid outside Data", () => {
    const { mid: _left, ...form } = FORM
    expect(readResult(form, MERCHANT).mac).toBe("valid")
  })

  it("without a MAC, or with an empty one, says so", () => {
    expect(readResult(sealed(SUCCESS), MERCHANT).mac).toBe("missing")
    expect(readResult(sealed({ ...SUCCESS, MAC: " " }), MERCHANT).mac).toBe("missing")
  })

  it("has no code that is none of Paygate's", () => {
    expect(readResult(sealed(signed({ ...SUCCESS, Code: "Annegret" })), MERCHANT)).toMatchObject({
      code: "bad_code",
      outcome: "unknown",
    })
  })

  it.each([
    ["OK", "00000000", "succeeded"],
    ["ok", "00000000", "succeeded"],
    ["AUTHORIZED", "00000000", "succeeded"],
    ["AUTHORIZE_REQUEST", "00000000", "unknown"],
    ["FAILED", "00000000", "unknown"],
    ["OK", "22890100", "unknown"],
    ["FAILED", "22890100", "declined"],
    ["FAILED", "22890051", "unknown"],
    ["PENDING", "62890000", "pending"],
    ["PENDING", "00000000", "pending"],
    ["FAILED", "62890000", "unknown"],
  ])("with status %s and code %s has %s", (Status, Code, outcome) => {
    expect(readResult(sealed(signed({ ...SUCCESS, Status, Code })), MERCHANT).outcome).toBe(outcome)
  })
})

describe("published vectors", () => {
  it("the MAC of an answer is valid", () => {
    const { key, text, mac } = vectors.mac[1]!
    const [PayID, TransID, mid, Status, Code] = text.split("*") as [string, string, string, string, string]
    const form = sealed({ PayID, TransID, mid, Status, Code, MAC: mac })
    expect(readResult(form, { ...MERCHANT, hmacKeys: [key] })).toMatchObject({ outcome: "succeeded", mac: "valid" })
    expect(faultOf(form)).toBe("wrong_mac")
  })

  it.each(vectors.blowfish.map((vector) => [vector.plaintext.slice(0, 40), vector] as const))(
    "%s is decrypted, and is no result",
    (_text, { key, len, data }) => {
      const options = { ...MERCHANT, encryptionKeys: [key] }
      expect(["undecryptable", "wrong_merchant"]).toContain(faultOf({ Len: String(len), Data: data }, options))
      expect(faultOf({ Len: String(len + 8), Data: data }, options)).toBe("wrong_length")
    },
  )

  it.each(vectors.aes)("the request in AES is no result", ({ key, len, data }) => {
    const options = { ...MERCHANT, encryption: "aes", encryptionKeys: [key] } as const
    expect(faultOf({ Len: String(len), Data: data }, options)).toBe("wrong_merchant")
    expect(faultOf({ Len: String(len + 99), Data: data }, options)).toBe("wrong_length")
  })
})

describe("what is refused", () => {
  it.each<[string, Record<string, unknown>, ResultFault]>([
    ["nothing at all", {}, "malformed"],
    ["a result in plain text", signed(SUCCESS), "malformed"],
    ["Data sent twice", { ...FORM, DATA: "00" }, "malformed"],
    ["a list for Data", { ...FORM, Data: [FORM.Data] }, "malformed"],
    ["no Len", { ...FORM, Len: undefined }, "malformed"],
    ["an empty Len", { ...FORM, Len: "" }, "wrong_length"],
    ["a Len of zero", { ...FORM, Len: "0" }, "wrong_length"],
    ["a Len that is no integer", { ...FORM, Len: `${FORM.Len}.5` }, "wrong_length"],
    ["a Len in another notation", { ...FORM, Len: "1e2" }, "wrong_length"],
    ["a Len beyond Data", { ...FORM, Len: String(FORM.Data.length / 2 + 1) }, "wrong_length"],
    ["a Len that cuts the MAC", { ...FORM, Len: String(Number(FORM.Len) - 1) }, "wrong_mac"],
    ["Data that is not hexadecimal", { ...FORM, Data: "x" }, "undecryptable"],
    ["another key", sealed(signed(SUCCESS), "another key"), "undecryptable"],
    ["another merchant inside", sealed(signed({ ...SUCCESS, mid: "other" })), "wrong_merchant"],
    ["another merchant outside", { ...FORM, mid: "other" }, "wrong_merchant"],
    ["no merchant inside", sealed(signed({ ...SUCCESS, mid: "" })), "wrong_merchant"],
    ["a forged MAC", sealed({ ...SUCCESS, MAC: "0".repeat(64) }), "wrong_mac"],
    ["another key's MAC", sealed(signed(SUCCESS, "another")), "wrong_mac"],
    [
      "another status than was signed",
      sealed({ ...signed({ ...SUCCESS, Status: "FAILED" }), Status: "OK" }),
      "wrong_mac",
    ],
    ["no status", sealed(signed({ ...SUCCESS, Status: "" })), "malformed"],
    ["no code", sealed(signed({ ...SUCCESS, Code: "" })), "malformed"],
    ["two statuses", sealed(Buffer.from(`${joined(signed(SUCCESS))}&status=FAILED`)), "malformed"],
    ["a line end in an id", sealed(signed({ ...SUCCESS, TransID: "T1\nT2" })), "malformed"],
    ["an asterisk that moves a border", sealed(signed({ ...SUCCESS, PayID: `${PAY_ID}*T1` })), "malformed"],
  ])("%s", (_case, fields, fault) => {
    expect(faultOf(fields)).toBe(fault)
  })

  it("a request of the shop's own, which has the same key, sent back as a result", () => {
    const { fields } = clientAnswering("").client.prepareForm(CALLS.openHostedPage, requestFor(CALLS.openHostedPage))
    expect(faultOf(fields)).toBe("wrong_merchant")
  })

  it("a merchant without keys", () => {
    expect(faultOf(FORM, { ...MERCHANT, encryptionKeys: [] })).toBe("undecryptable")
    expect(faultOf(FORM, { ...MERCHANT, encryptionKeys: [""] })).toBe("undecryptable")
    expect(faultOf(FORM, { ...MERCHANT, hmacKeys: [] })).toBe("wrong_mac")
  })

  it("with an error that holds nothing of the message", () => {
    expect.assertions(2)
    try {
      readResult(sealed({ ...SUCCESS, MAC: "secret" }), MERCHANT)
    } catch (error) {
      expect(error).toBeInstanceOf(ResultError)
      expect(inspect(error, { showHidden: true, depth: 9 }).split("\n    at")[0]).not.toMatch(/secret|T1|b4bd3423/)
    }
  })
})
