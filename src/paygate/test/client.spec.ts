import type { Call } from "../call"
import { CALLS } from "../calls"
import { createPaygateClient } from "../client"
import { hmac } from "../mac"
import { TransportFailure, type Transport } from "../transport"
import {
  ALL_CALLS,
  clientAnswering,
  decrypted,
  encrypted,
  failureOf,
  KEYS,
  OPTIONS,
  PERSON,
  requestFor,
  successOf,
} from "./fixtures"

const { capture, createSession, openHostedPage } = CALLS
const success = successOf(capture)

describe("what is sent", () => {
  async function formOf(call: Call) {
    const { client, forms } = clientAnswering(encrypted(successOf(call)))
    await client.send(call, requestFor(call))
    return forms[0]!
  }

  it.each(ALL_CALLS)("goes to the script of %s", async (_name, call) => {
    expect((await formOf(call)).script).toBe(call.script)
  })

  it("has the MerchantID readable, and Len and Data beside it", async () => {
    const { form } = await formOf(createSession)
    expect(Object.keys(form)).toEqual(["MerchantID", "Len", "Data"])
    expect(form["MerchantID"]).toBe(OPTIONS.merchantId)
  })

  it("counts bytes in Len", async () => {
    const { form } = await formOf(createSession)
    expect(decrypted(form).get("bdlastname")).toBe(PERSON.last)
    expect(decrypted(form).get("mac")).toHaveLength(64)
  })

  it.each(ALL_CALLS.filter(([, call]) => call.mac))(
    "is signed in %s over the very strings sent",
    async (_name, call) => {
      const sent = decrypted((await formOf(call)).form)
      const fields = ["PayID", "TransID", "MerchantID", "Amount", "Currency"] as const
      const text = fields.map((field) => (call.mac!.includes(field) ? sent.get(field.toLowerCase()) : "")).join("*")
      expect(sent.get("mac")).toBe(hmac(KEYS.hmac, text))
    },
  )

  it.each(ALL_CALLS.filter(([, call]) => !call.mac))("is not signed in %s", async (_name, call) => {
    expect(decrypted((await formOf(call)).form).has("mac")).toBe(false)
  })

  it("has the word for & in the shopper's language", async () => {
    const { client, forms } = clientAnswering(encrypted(successOf(createSession)))
    const request = { ...(requestFor(createSession) as object), bdCompany: "Müller & Sohn" } as never
    await client.send(createSession, request, "DE")
    expect(decrypted(forms[0]!.form).get("bdcompany")).toBe("Müller und Sohn")
  })

  it("is nothing when a value does not fit", () => {
    const { client, forms } = clientAnswering(encrypted(success))
    expect(() => client.prepare(capture, { ...(requestFor(capture) as object), Amount: -1 } as never)).toThrow()
    expect(forms).toEqual([])
  })

  it("waits for the books: preparing sends nothing", () => {
    const { client, forms } = clientAnswering(encrypted(success))
    client.prepare(capture, requestFor(capture))
    expect(forms).toEqual([])
  })
})

describe("a transport that fails", () => {
  function failing(error: Error) {
    const transport: Transport = { post: () => Promise.reject(error), close: () => undefined }
    return createPaygateClient(OPTIONS, transport).send(capture, requestFor(capture))
  }

  it.each([
    ["before sending", new TransportFailure(false, "ECONNREFUSED"), ["transport", "not_reachable", true]],
    ["after sending", new TransportFailure(true, "ECONNRESET"), ["unknown", "no_answer", false]],
    ["by taking too long", new TransportFailure(true, "timeout"), ["unknown", "timeout", false]],
    ["by never connecting", new TransportFailure(false, "timeout"), ["transport", "not_reachable", true]],
  ])("%s", async (_case, failure, expected) => {
    const error = await failureOf(failing(failure))
    expect([error.kind, error.code, error.isFinal]).toEqual(expected)
    expect(error.transId).toBe("T1")
  })

  it("is not covered up when the failure is a mistake in the program", async () => {
    const mistake = new TypeError("mistake")
    await expect(failing(mistake)).rejects.toBe(mistake)
  })

  it("is closed with the client", () => {
    const close = jest.fn()
    createPaygateClient(OPTIONS, { post: () => Promise.reject(new Error()), close }).close()
    expect(close).toHaveBeenCalledTimes(1)
  })
})

describe("a form for the shopper's browser", () => {
  const prepared = () => clientAnswering("").client.prepareForm(openHostedPage, requestFor(openHostedPage), "DE")

  it("goes to the hosted page's script with the three fields", () => {
    const { url, fields } = prepared()
    expect(url).toBe("https://paygate.example/klarnapaymentshpp.aspx")
    expect(Object.keys(fields)).toEqual(["MerchantID", "Len", "Data"])
    expect(fields.MerchantID).toBe(OPTIONS.merchantId)
  })

  it("always asks for an encrypted result and is signed", () => {
    const sent = decrypted(prepared().fields)
    expect(sent.get("response")).toBe("encrypt")
    expect(sent.get("mac")).toBe(hmac(KEYS.hmac, `*T1*${OPTIONS.merchantId}*1234*EUR`))
  })

  it("is byte for byte what sending would have posted", async () => {
    const { client, forms } = clientAnswering(encrypted(successOf(openHostedPage)))
    await client.send(openHostedPage, requestFor(openHostedPage))
    expect(client.prepareForm(openHostedPage, requestFor(openHostedPage)).fields).toEqual(forms[0]!.form)
  })

  it("sends nothing by itself, and shows in logs what a call shows", () => {
    const { client, forms } = clientAnswering("")
    const { maskedRequest } = client.prepareForm(openHostedPage, requestFor(openHostedPage))
    expect(forms).toEqual([])
    expect(maskedRequest).toMatchObject({ Amount: "1234", bdEmail: "***", Response: "encrypt" })
    expect(maskedRequest).not.toHaveProperty("MAC")
  })

  it("carries the looks of the page and the wish for an order and an agreement", () => {
    const Layout = {
      options: { logo_url: "https://shop.example/l.png", page_title: "Shop", show_subtotal_detail: "HIDE" },
    }
    const values = { ...(requestFor(openHostedPage) as object), Layout, Order: "AUTO", RTF: "I" } as never
    const sent = decrypted(clientAnswering("").client.prepareForm(openHostedPage, values).fields)
    expect([sent.get("order"), sent.get("rtf")]).toEqual(["AUTO", "I"])
    expect(JSON.parse(Buffer.from(sent.get("layout")!, "base64").toString())).toEqual(Layout)
  })

  it("is refused when a value does not fit", () => {
    const values = { ...(requestFor(openHostedPage) as object), bdCity: undefined } as never
    expect(() => clientAnswering("").client.prepareForm(openHostedPage, values)).toThrow(/bdCity: missing/)
    const coloured = { ...(requestFor(openHostedPage) as object), Layout: { options: { color_text: "#000" } } } as never
    expect(() => clientAnswering("").client.prepareForm(openHostedPage, coloured)).toThrow(/Layout/)
  })
})
