import { randomUUID } from "node:crypto"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { CALLS, encodeBase64Json, encodePlaintext, parseForm, readResult, type BrowserForm } from "../../paygate"
import { SIMULATOR_MERCHANT, type Simulator } from ".."
import { ADDRESS, encrypted, SESSION, signed, wireSession, type Shop } from "./shop"

const { PayType: _noneOnThePage, ...SESSION_OF_PAGE } = SESSION

export const URLS = { URLSuccess: "https://shop.example/success", URLFailure: "https://shop.example/failure" }

/** The form of a hosted page as the real client writes it. */
export function hostedForm(shop: Shop, values: Record<string, unknown> = {}): BrowserForm & { transId: string } {
  const TransID = randomUUID()
  const request = { ...SESSION_OF_PAGE, ...ADDRESS, ...URLS, TransID, ...values }
  return { ...shop.client.prepareForm(CALLS.openHostedPage, request, "DE"), transId: TransID }
}

/** Opens the page as a browser does, without following redirects. */
export async function open(url: string, fields: Record<string, string>, method: "POST" | "GET" = "POST") {
  const form = new URLSearchParams(fields)
  const address = method === "GET" ? `${url}?${form.toString()}` : url
  const response = await fetch(address, { method, redirect: "manual", ...(method === "POST" ? { body: form } : {}) })
  return { status: response.status, location: response.headers.get("location"), html: await response.text() }
}

/** Opens a page and gives its PayID. */
export async function openPage(shop: Shop, values: Record<string, unknown> = {}) {
  const { url, fields, transId } = hostedForm(shop, values)
  const { status, html } = await open(url, fields)
  expect(status).toBe(200)
  const payment = shop.simulator.ledger().find((one) => one.trans_id === transId)!
  return { reference: { PayID: payment.pay_id, TransID: transId, Currency: "EUR" as const }, html }
}

/** Opens a page with parameters the client would never send. */
export function openWire(simulator: Simulator, changes: Record<string, string | undefined>) {
  const base = { ...ADDRESS, ...URLS, Response: "encrypt", PayType: undefined }
  const parameters = signed(wireSession({ ...base, ...changes }))
  return open(`${simulator.url}klarnapaymentshpp.aspx`, encrypted(encodePlaintext(parameters, "utf-8")))
}

/** Reads a result as the shop does. */
export function read(fields: Readonly<Record<string, string>>) {
  const { merchantId, blowfishKey, hmacKey } = SIMULATOR_MERCHANT
  return readResult(fields, { merchantId, encryptionKeys: [blowfishKey], hmacKeys: [hmacKey], encryption: "blowfish" })
}

/** Reads the query of the address a browser was sent to. */
export function readLocation(location: string | null) {
  const url = new URL(location!)
  return { address: url.origin + url.pathname, result: read(Object.fromEntries(url.searchParams)) }
}

export const LAYOUT = encodeBase64Json({ options: { show_subtotal_detail: "HIDE", page_title: "Shop <b>" } })

/** A shop's address for notifications. */
export class Receiver {
  readonly received: { contentType: string | undefined; body: string; fields: Record<string, string> }[] = []
  /** How it answers, a status or never. */
  answer: number | "never" = 200

  private constructor(
    private readonly server: http.Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Receiver> {
    const server = http.createServer()
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`)
    server.on("request", (request, response) => {
      const chunks: Buffer[] = []
      request
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => {
          const bytes = Buffer.concat(chunks)
          const contentType = request.headers["content-type"]
          receiver.received.push({ contentType, body: bytes.toString("latin1"), fields: parseForm(bytes, contentType) })
          if (receiver.answer !== "never") {
            response.writeHead(receiver.answer).end("noted")
          }
        })
    })
    return receiver
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    this.server.closeAllConnections()
    await closed
  }
}
