import { createCipher, encodePlaintext } from "../../paygate"
import { SIMULATOR_MERCHANT, startSimulator, type Simulator } from ".."
import { encrypted, post, readBody, sendWire, signed, wireSession } from "./shop"

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.stop())

const plaintext = (): Buffer => encodePlaintext(signed(wireSession()), "utf-8")
const blocks = (bytes: Buffer): string => createCipher("blowfish", SIMULATOR_MERCHANT.blowfishKey).encrypt(bytes)

describe("refuses in plain text", () => {
  const data = plaintext()
  const form = encrypted(data)
  it.each([
    ["no MerchantID", { ...form, MerchantID: "" }, "20100003"],
    ["an unknown MerchantID", { ...form, MerchantID: "somebody" }, "20160003"],
    ["no Data", { ...form, Data: "" }, "20100901"],
    ["no Len", { ...form, Len: "" }, "20100901"],
    ["a Len that is no number", { ...form, Len: "0x10" }, "20110901"],
    ["Data that is not hexadecimal", { ...form, Data: "zz" + form["Data"]!.slice(2) }, "20010901"],
    ["Data that is no whole number of blocks", { ...form, Data: form["Data"]!.slice(2) }, "20010901"],
    ["a Len one too large", { ...form, Len: String(data.length + 1) }, "20110901"],
    ["a Len one too small", { ...form, Len: String(data.length - 1) }, "20110901"],
    ["a Len beyond Data", { ...form, Len: String(data.length + 99) }, "20110901"],
    ["padding that is not zero", { ...form, Data: blocks(Buffer.concat([data, Buffer.from([7])])) }, "20110901"],
    ["a block of padding too many", { ...form, Data: blocks(Buffer.concat([data, Buffer.alloc(16)])) }, "20110901"],
    ["another key", { ...form, Data: createCipher("blowfish", "another key of ours").encrypt(data) }, "20010901"],
    ["a plaintext without MerchantID", encrypted(Buffer.from("TransID=1")), "20010901"],
  ])("%s", async (_what, broken, code) => {
    const { encrypted: isEncrypted, parameters } = readBody(await post(simulator, "klarnapayments.aspx", broken))
    expect(isEncrypted).toBe(false)
    expect(parameters.get("status")).toBe("FAILED")
    expect(parameters.get("code")).toBe(code)
    expect(parameters.get("mid")).toBe(broken.MerchantID)
  })
})

describe("counts Len in bytes", () => {
  it("of UTF-8 and of ISO-8859-1 alike", async () => {
    for (const charset of ["utf-8", "iso-8859-1"] as const) {
      const parameters = signed(wireSession({ bdTitle: "Jürgen", bdCompany: "Käse" }))
      const body = await post(simulator, "klarnapayments.aspx", encrypted(encodePlaintext(parameters, charset)))
      expect(readBody(body).parameters.get("code")).toBe("00000000")
      expect(simulator.ledger().at(-1)?.addresses["bdTitle"]).toBe("Jürgen")
    }
  })

  it("and not in characters", async () => {
    const bytes = encodePlaintext(signed(wireSession({ bdTitle: "Jürgen" })), "utf-8")
    const form = { ...encrypted(bytes), Len: String(bytes.toString("utf8").length) }
    expect(readBody(await post(simulator, "klarnapayments.aspx", form)).parameters.get("code")).toBe("20110901")
  })
})

it("takes a plaintext that fills its blocks exactly", async () => {
  for (let extra = 0; extra < 8; extra++) {
    const parameters = signed(wireSession({ RefNr: "r".repeat(extra + 1) }))
    expect(await sendWire(simulator, parameters)).toMatchObject({ isEncrypted: true, code: "00000000" })
  }
})

it("takes GET as well as POST, upper-case hex, and scripts and names in any case", async () => {
  const { Data, Len, MerchantID } = encrypted(plaintext()) as Record<"Data" | "Len" | "MerchantID", string>
  const query = new URLSearchParams({ merchantid: MerchantID, LEN: Len, data: Data.toUpperCase() })
  const response = await fetch(`${simulator.url}KlarnaPayments.ASPX?${query.toString()}`)
  expect(readBody(await response.text()).parameters.get("code")).toBe("00000000")
})

it("takes parameter names in any case", async () => {
  const lower = Object.entries(signed(wireSession())).map(([name, value]) => [name.toLowerCase(), value])
  expect(await sendWire(simulator, Object.fromEntries(lower) as Record<string, string>)).toMatchObject({
    code: "00000000",
  })
})

it("refuses a & inside a value, whichever way it falls", async () => {
  const refNr = (value: string) => sendWire(simulator, signed(wireSession({ RefNr: value })))
  expect(await refNr("Müller & Sohn")).toMatchObject({ isEncrypted: true, code: "20110901" })
  expect(await refNr("Müller&Amount=1")).toMatchObject({ isEncrypted: true, code: "20110901" })
})

it("knows merchants with AES", async () => {
  const merchant = {
    merchantId: "aes_merchant",
    encryptionKey: "0123456789abcdef",
    hmacKey: SIMULATOR_MERCHANT.hmacKey,
    encryption: "aes",
    accounts: ["klarna"],
  } as const
  const aes = await startSimulator({ merchants: [merchant] })
  const bytes = encodePlaintext(signed(wireSession({ MerchantID: "aes_merchant" })), "utf-8")
  const form = (length: number) => ({
    MerchantID: merchant.merchantId,
    Len: String(length),
    Data: createCipher("aes", merchant.encryptionKey).encrypt(bytes),
  })
  expect(await post(aes, "klarnapayments.aspx", form(bytes.length))).toMatch(
    /^mid=aes_merchant&Len=\d+&Data=[0-9a-f]{32}-/,
  )
  expect(await post(aes, "klarnapayments.aspx", form(bytes.length - 1))).toContain("Code=20110901")
  await aes.stop()
  await expect(startSimulator({ merchants: [{ ...merchant, encryptionKey: "short" }] })).rejects.toThrow(/AES key/)
})

it("says of unknown scripts and other methods what they are", async () => {
  const status = async (path: string, method = "POST") => (await fetch(simulator.url + path, { method })).status
  expect(await status("paypal.aspx")).toBe(404)
  expect(await status("capture.aspx", "PUT")).toBe(405)
})
