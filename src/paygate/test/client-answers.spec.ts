import { inspect } from "node:util"
import type { Call } from "../call"
import { CALLS } from "../calls"
import {
  ALL_CALLS,
  clientAnswering,
  encrypted,
  failureOf,
  joined,
  OPTIONS,
  PAY_ID,
  requestFor,
  successOf,
} from "./fixtures"

const { capture, createOrder, createSession, inquire } = CALLS
const success = successOf(capture)
const refusal = { ...success, Status: "FAILED", Code: "22890067", Description: "refused" }

/** Sends the plain request of a call to a Paygate with this answer. */
function answered(call: Call, body: Buffer | string, status?: number) {
  return clientAnswering(body, status).client.send(call, requestFor(call))
}

function answeredWith(call: Call, changes: Record<string, string>) {
  return answered(call, encrypted({ ...successOf(call), ...changes }))
}

describe("a success", () => {
  it.each(ALL_CALLS)("of %s has its own status and the code of zeros", async (_name, call) => {
    const result = await answeredWith(call, {})
    expect([result.outcome, result.code]).toEqual(["succeeded", "00000000"])
  })

  it("gives the declared parameters, and no others", async () => {
    const { answer } = await answeredWith(capture, { InvoiceNr: "K4F6LU42-1", Foo: "bar" })
    expect(answer).toEqual({
      MID: OPTIONS.merchantId,
      PayID: PAY_ID,
      XID: success["XID"],
      TransID: "T1",
      Status: "OK",
      Code: "00000000",
      Description: "success",
      InvoiceNr: "K4F6LU42-1",
    })
  })

  it.each([
    ["lower case", (name: string) => name.toLowerCase()],
    ["upper case", (name: string) => name.toUpperCase()],
  ])("is read with names in %s", async (_case, spell) => {
    const spelled = Object.fromEntries(Object.entries(success).map(([name, value]) => [spell(name), value]))
    expect((await answered(capture, encrypted(spelled))).answer).toMatchObject({ PayID: PAY_ID, XID: success["XID"] })
  })

  it("is read with the status in lower case", async () => {
    expect((await answeredWith(capture, { Status: "ok" })).outcome).toBe("succeeded")
  })

  it("is read in ISO-8859-1", async () => {
    const body = encrypted(Buffer.from(joined({ ...success, Description: "f\xfcr" }), "latin1"))
    expect((await answered(capture, body)).answer.Description).toBe("für")
  })

  it("is read with blanks and line ends around the body", async () => {
    const body = Buffer.concat([Buffer.from("\r\n "), encrypted(success), Buffer.from(" \r\n")])
    expect((await answered(capture, body)).outcome).toBe("succeeded")
  })

  it("is read with Data in upper case", async () => {
    const body = encrypted(success)
      .toString()
      .replace(/[0-9a-f]{16,}/, (hex) => hex.toUpperCase())
    expect((await answered(capture, body)).outcome).toBe("succeeded")
  })

  it("is read when Len counts the padding", async () => {
    const { Status, ...others } = success
    const body = encrypted(`${joined({ ...others, Status: Status! })}\0\0 \0`)
    expect((await answered(capture, body)).outcome).toBe("succeeded")
  })

  it("is read with blanks around its values", async () => {
    const result = await answeredWith(capture, {
      TransID: "T1 ",
      PayID: ` ${PAY_ID}`,
      Status: "OK ",
      Code: " 00000000",
    })
    expect(result.outcome).toBe("succeeded")
  })

  it("is not lost over a value that is too long", async () => {
    const { answer } = await answeredWith(capture, { InvoiceNr: "K".repeat(99) })
    expect(answer.InvoiceNr).toBe("K".repeat(99))
  })

  it("gives amounts as numbers", async () => {
    const amounts = { AmountAuth: "1234", AmountCap: "0000000500", AmountCred: "0", Currency: "EUR" }
    expect((await answeredWith(inquire, amounts)).answer).toMatchObject({
      AmountAuth: 1234,
      AmountCap: 500,
      AmountCred: 0,
      Currency: "EUR",
    })
  })

  it("leaves out an amount that is empty", async () => {
    expect((await answeredWith(inquire, { AmountCap: "" })).answer).not.toHaveProperty("AmountCap")
  })
})

describe("AUTHORIZE_REQUEST", () => {
  it("is success for a session", async () => {
    expect((await answeredWith(createSession, { Status: "AUTHORIZE_REQUEST" })).outcome).toBe("succeeded")
  })

  it.each(ALL_CALLS.filter(([name]) => name !== "createSession"))(
    "leaves the outcome of %s open",
    async (_name, call) => {
      expect((await failureOf(answeredWith(call, { Status: "AUTHORIZE_REQUEST" }))).kind).toBe("unknown")
    },
  )
})

describe("a pending answer", () => {
  it.each([
    ["a code of the class 6", { Code: "62890000", Status: "PENDING" }],
    ["a code of the class 6 and the status OK", { Code: "62890000", Status: "OK" }],
    ["the code of zeros", { Code: "00000000", Status: "PENDING" }],
  ])("is known by %s", async (_case, changes) => {
    expect((await answeredWith(createOrder, changes)).outcome).toBe("pending")
  })
})

describe("a refusal", () => {
  it("is declined, final, and named by its code", async () => {
    const error = await failureOf(answered(capture, encrypted({ ...refusal, CodeExt: "CAPTURE_NOT_ALLOWED" })))
    expect({ ...error, isFinal: error.isFinal, meaning: error.meaning }).toEqual({
      name: "PaygateError",
      kind: "declined",
      code: "22890067",
      call: "capture",
      transId: "T1",
      payId: PAY_ID,
      xid: success["XID"],
      codeExt: "CAPTURE_NOT_ALLOWED",
      isFinal: true,
      meaning: "error, Klarna Payments: capture exceeds the authorization (22890067)",
    })
  })

  it.each(["22890067", "42890100", "2206014H", "2289139G", "20100044", "20000000"])(
    "keeps the code %s as a string",
    async (code) => {
      expect((await failureOf(answeredWith(capture, { Status: "FAILED", Code: code }))).code).toBe(code)
    },
  )

  it("is believed in plain text, since Paygate answers so when it cannot decrypt", async () => {
    const error = await failureOf(answered(capture, joined({ mid: "m", Status: "FAILED", Code: "20010003" })))
    expect([error.kind, error.code]).toEqual(["declined", "20010003"])
  })

  it("is not believed in plain text about another payment", async () => {
    const plain = joined({ TransID: "T2", Status: "FAILED", Code: "20010003" })
    expect((await failureOf(answered(capture, plain))).code).toBe("foreign_answer")
  })

  it("keeps the payment's ids out of a session's answer", async () => {
    const error = await failureOf(answeredWith(createSession, { Status: "FAILED", Code: "22890302" }))
    expect([error.payId, error.transId]).toEqual([PAY_ID, "T1"])
  })
})

describe("an outcome stays unknown", () => {
  it.each(["0050", "0051", "0052", "0055", "0056", "1374"])(
    "when Paygate itself does not know what Klarna did (detail %s)",
    async (detail) => {
      const error = await failureOf(answeredWith(capture, { Status: "FAILED", Code: `2289${detail}` }))
      expect([error.kind, error.isFinal, error.code]).toEqual(["unknown", false, `2289${detail}`])
    },
  )

  it("when Paygate's database failed", async () => {
    expect((await failureOf(answeredWith(capture, { Status: "FAILED", Code: "40300001" }))).kind).toBe("unknown")
  })

  it.each([
    ["a success code with the status FAILED", { Code: "00000000", Status: "FAILED" }],
    ["a success code without status", { Code: "00000000", Status: "" }],
    ["an error code with the status OK", { Code: "22890100", Status: "OK" }],
    ["an error code without status", { Code: "22890100", Status: "" }],
    ["a pending code with the status FAILED", { Code: "62890000", Status: "FAILED" }],
    ["an unknown status", { Code: "00000000", Status: "CAPTURED" }],
    ["a success code with a detail", { Code: "00000001", Status: "OK" }],
    ["a code of another class", { Code: "72890000", Status: "FAILED" }],
  ])("with %s", async (_case, changes) => {
    expect((await failureOf(answeredWith(capture, changes))).kind).toBe("unknown")
  })

  it.each([
    ["no code", "", "no_code"],
    ["a code of seven characters", "0000000", "bad_code"],
    ["a code of nine characters", "000000000", "bad_code"],
    ["a number in its place", "0", "bad_code"],
    ["prose in its place", "refused!", "bad_code"],
    ["signs in its place", "2<b>8900", "bad_code"],
  ])("with %s", async (_case, code, reported) => {
    const error = await failureOf(answeredWith(capture, { Code: code }))
    expect([error.kind, error.code]).toEqual(["unknown", reported])
  })

  it("without repeating what stands in place of a code", async () => {
    const error = await failureOf(answeredWith(capture, { Code: "Annegret Schönhauser", Status: "FAILED" }))
    expect(inspect(error)).not.toContain("Annegret")
  })

  it.each([
    ["TransID", { TransID: "T2" }],
    ["PayID", { PayID: "1".repeat(32) }],
  ])("when the answer has another %s", async (name, changes) => {
    const error = await failureOf(answeredWith(capture, changes))
    expect([error.kind, error.code]).toEqual(["unknown", "foreign_answer"])
    expect(error.message).toContain(name)
  })

  it("when even a refusal has another TransID", async () => {
    expect((await failureOf(answered(capture, encrypted({ ...refusal, TransID: "T2" })))).kind).toBe("unknown")
  })

  it.each([
    ["a fraction", "12.50"],
    ["a negative amount", "-5"],
    ["an exponent", "1e3"],
    ["hexadecimal", "0x10"],
    ["eleven digits", "12345678901"],
    ["a currency beside it", "12 EUR"],
  ])("when an inquiry's amount is %s", async (_case, amount) => {
    const error = await failureOf(answeredWith(inquire, { AmountCap: amount }))
    expect([error.kind, error.code]).toEqual(["unknown", "bad_amount"])
    expect(error.message).not.toContain(amount)
  })

  const data = /[0-9a-f]{16,}/
  const readable = encrypted(success).toString()
  it.each([
    ["HTTP 500", "http_status", 500, readable],
    ["HTTP 404", "http_status", 404, readable],
    ["a redirect", "http_status", 302, readable],
    ["an empty body", "empty_answer", 200, ""],
    ["a body of blanks", "empty_answer", 200, " \r\n"],
    ["a web page", "html_answer", 200, "<!DOCTYPE html><p>Status=OK&Code=00000000"],
    ["a success in plain text", "unencrypted_answer", 200, joined(success)],
    ["a pending answer in plain text", "unencrypted_answer", 200, "Status=PENDING&Code=60000000"],
    ["prose", "unencrypted_answer", 200, "service unavailable"],
    ["a refusal in plain text without a code", "unencrypted_answer", 200, "Status=FAILED"],
    ["no Len", "bad_length", 200, readable.replace(/Len=\d+&/, "")],
    ["a Len of zero", "bad_length", 200, readable.replace(/Len=\d+/, "Len=0")],
    ["a negative Len", "bad_length", 200, readable.replace(/Len=\d+/, "Len=-1")],
    ["a Len that is no number", "bad_length", 200, readable.replace(/Len=\d+/, "Len=x")],
    ["a Len of a fraction", "bad_length", 200, readable.replace(/Len=\d+/, "Len=9.5")],
    ["a Len larger than Data", "unreadable_answer", 200, readable.replace(/Len=\d+/, "Len=9999")],
    ["Data that are no hex", "unreadable_answer", 200, readable.replace(data, "xyz")],
    ["Data that lost a digit", "unreadable_answer", 200, readable.replace(data, (hex) => hex.slice(1))],
    ["Data that lost a byte", "unreadable_answer", 200, readable.replace(data, (hex) => hex.slice(2))],
    ["two different Data", "unreadable_answer", 200, `${readable}&data=00`],
    ["a parameter twice", "unreadable_answer", 200, encrypted(`${joined(success)}&code=22890100`).toString()],
  ])("after %s", async (_case, code, status, body) => {
    const error = await failureOf(answered(capture, body, status))
    expect([error.kind, error.code, error.transId, error.payId]).toEqual(["unknown", code, "T1", PAY_ID])
  })

  it.each([
    ["a Len that cuts the code away", readable.replace(/Len=\d+/, "Len=20")],
    ["Data made with another key", readable.replace(data, "14ec7a6da0fbb3e50a84b47302443328".repeat(8))],
  ])("after %s", async (_case, body) => {
    expect((await failureOf(answered(capture, body))).kind).toBe("unknown")
  })
})
