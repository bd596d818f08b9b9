import { createCipher, decodePlaintext, encodePlaintext, verifyAnswer } from "../../paygate"
import { encryptAnswer, SIMULATOR_MERCHANT, startSimulator, type AnswerCase } from ".."
import { encrypted, post, signed, wireSession } from "./shop"

const cipher = createCipher("blowfish", SIMULATOR_MERCHANT.blowfishKey)
const decrypt = ({ Len, Data }: { Len: string; Data: string }) => cipher.decrypt(Data, Number(Len)).toString("utf8")

describe("spelling of answers", () => {
  const namesWith = async (answerCase?: AnswerCase): Promise<string[]> => {
    const simulator = await startSimulator(answerCase ? { answerCase } : {})
    const form = encrypted(encodePlaintext(signed(wireSession({ RefNr: "1" })), "utf-8"))
    const body = await post(simulator, "klarnapayments.aspx", form)
    await simulator.stop()
    const [, Len, Data] = /^mid=simulator_merchant&Len=(\d+)&Data=([0-9a-f]+)$/.exec(body)!
    return decrypt({ Len: Len!, Data: Data! })
      .split("&")
      .map((pair) => pair.split("=")[0]!)
  }
  const documented = [
    "MID",
    "PayID",
    "XID",
    "TransID",
    "RefNr",
    "Status",
    "Description",
    "Code",
    "AccessToken",
    "PayType",
  ]

  it("varies unless one is chosen", async () => {
    const same = (names: string[]) => names.map((name) => name.toLowerCase()).sort()
    const mixed = await namesWith()
    expect(same(mixed)).toEqual(same(documented))
    expect(new Set(mixed.map((name) => (name === name.toLowerCase() ? "l" : name === name.toUpperCase() ? "u" : "m"))))
      .toEqual(new Set(["l", "u", "m"])) // prettier-ignore
    expect((await namesWith("documented")).sort()).toEqual([...documented].sort())
    expect((await namesWith("lower")).sort()).toEqual(same(documented))
    expect((await namesWith("upper")).sort()).toEqual(documented.map((name) => name.toUpperCase()).sort())
  })
})

describe("encryptAnswer", () => {
  const message = { PayID: "a".repeat(32), TransID: "t1", Status: "OK", Code: "00000000" }

  it("signs and encrypts a message as Paygate would", () => {
    const parameters = decodePlaintext(decrypt(encryptAnswer(message)))
    expect(parameters.get("mid")).toBe(SIMULATOR_MERCHANT.merchantId)
    expect(parameters.get("mac")).toMatch(/^[0-9A-F]{64}$/)
    const fields = { payId: message.PayID, transId: "t1", status: "OK", code: "00000000" }
    const signedFields = { ...fields, merchantId: SIMULATOR_MERCHANT.merchantId }
    expect(verifyAnswer([SIMULATOR_MERCHANT.hmacKey], signedFields, parameters.get("mac")!)).toBe(true)
  })

  it("leaves the MAC out when asked, or takes a false one", () => {
    expect(decrypt(encryptAnswer(message, SIMULATOR_MERCHANT, { sign: false }))).not.toContain("MAC")
    expect(decrypt(encryptAnswer({ ...message, MAC: "false" }))).toContain("MAC=false")
  })

  it("works for merchants with AES and in ISO-8859-1", () => {
    const merchant = {
      merchantId: "m",
      encryptionKey: "0123456789abcdef",
      hmacKey: "h",
      encryption: "aes",
      accounts: [],
    } as const
    const { Len, Data } = encryptAnswer({ Description: "ü" }, merchant, { sign: false, charset: "iso-8859-1" })
    const text = createCipher("aes", merchant.encryptionKey).decrypt(Data, Number(Len)).toString("latin1")
    expect(text).toBe("mid=m&Description=ü")
  })
})
