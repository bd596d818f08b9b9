import type { Call } from "../call"
import { CALLS } from "../calls"
import { createCipher } from "../cipher"
import { createPaygateClient, type ClientOptions } from "../client"
import { encodeRequest, type WireParameters } from "../encode"
import { isPaygateError, type PaygateError } from "../errors"
import type { Transport } from "../transport"
import { decodePlaintext } from "../wire"
import vectors from "../../../integration-tests/fixtures/vectors.json"

export { vectors }

export const ALL_CALLS: readonly (readonly [string, Call])[] = Object.entries(CALLS)

export const KEYS = { encryption: "Tc5*2D_xs7B[6E?w", hmac: "4n!BmF3_?9oJ2Q*z(iD7q6[RSb5)a]A8" }

export const PAY_ID = "7bbb448155234d8cbee323778952ce28"

export const OPTIONS: ClientOptions = {
  baseUrl: "https://paygate.example/",
  connectTimeoutMs: 1000,
  timeoutMs: 2000,
  merchantId: "yourMerchantId",
  encryptionKey: KEYS.encryption,
  hmacKey: KEYS.hmac,
  encryption: "blowfish",
  charset: "utf-8",
}

/** Personal values, to be found wherever they must not be. */
export const PERSON = { first: "Annegret", last: "Schönhauser", street: "Neue Straße 2", email: "annegret@example.de" }

const line = { name: "Battery", quantity: 1, unit_price: 1234, total_amount: 1234 }
const order = { TransID: "T1", Amount: 1234, TaxAmount: 197, Currency: "EUR", ArticleList: { order_lines: [line] } }
const session = {
  ...order,
  Language: "DE",
  Account: "1",
  URLConfirm: "https://shop.example/done",
  bdCountryCode: "DE",
  bdFirstName: PERSON.first,
  bdLastName: PERSON.last,
  bdEmail: PERSON.email,
  bdStreet: PERSON.street,
  bdZip: "10178",
  bdCity: "Berlin",
}
const step = { PayID: PAY_ID, TransID: "T1", Amount: 1234, Currency: "EUR" }

/** One plain request for each call. */
const REQUESTS: Record<keyof typeof CALLS, Record<string, unknown>> = {
  createSession: { ...session, PayType: "pay_later" },
  openHostedPage: { ...session, URLSuccess: "https://shop.example/ok", URLFailure: "https://shop.example/no" },
  createOrder: { ...order, PayID: PAY_ID, TokenExt: "b4bd3423-24e3", bdCountryCode: "DE" },
  createRecurringOrder: { ...order, BillingAgreementID: "agreement", Account: "1" },
  updateAddress: { PayID: PAY_ID, sdCity: "Berlin" },
  updateReference: { PayID: PAY_ID, RefNr: "order 7" },
  updateOrder: { ...step, ArticleList: order.ArticleList },
  capture: step,
  resendInvoice: { PayID: PAY_ID, InvoiceNr: "K4F6LU42-1" },
  credit: step,
  reverse: step,
  inquire: { PayID: PAY_ID, TransID: "T1" },
  inquireByTransID: { TransID: "T1" },
}

/** The plain request of a call, typed for it. */
export function requestFor(call: Call): never {
  return REQUESTS[call.name as keyof typeof CALLS] as never
}

/** The plain request of a call as wire strings, MAC excepted. */
export function wireFor(call: Call): WireParameters {
  return encodeRequest(call, requestFor(call), { merchantId: OPTIONS.merchantId, charset: "utf-8", language: "EN" })
}

const cipher = createCipher(OPTIONS.encryption, OPTIONS.encryptionKey)

/** What Paygate answers to a plain request of this call, unless said otherwise. */
export function successOf(call: Call): Record<string, string> {
  return {
    mid: OPTIONS.merchantId,
    PayID: PAY_ID,
    XID: "0".repeat(32),
    TransID: "T1",
    Status: call.succeedsWith[0]!,
    Code: "00000000",
    Description: "success",
  }
}

/** The body of an encrypted answer. */
export function encrypted(parameters: Record<string, string> | string | Buffer): Buffer {
  const plaintext = Buffer.isBuffer(parameters)
    ? parameters
    : Buffer.from(typeof parameters === "string" ? parameters : joined(parameters))
  return Buffer.from(`MID=${OPTIONS.merchantId}&Len=${plaintext.length}&Data=${cipher.encrypt(plaintext)}`)
}

export function joined(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")
}

/** Reads what was sent, like the other side does. */
export function decrypted(form: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return decodePlaintext(cipher.decrypt(form["Data"]!, Number(form["Len"])).toString("utf8"))
}

/** A client whose other side answers with this body, and the forms that it was sent. */
export function clientAnswering(body: Buffer | string, status = 200) {
  const forms: { script: string; form: Readonly<Record<string, string>> }[] = []
  const transport: Transport = {
    post: (script, form) => {
      forms.push({ script, form })
      return Promise.resolve({ status, body: Buffer.from(body) })
    },
    close: () => undefined,
  }
  return { client: createPaygateClient(OPTIONS, transport), forms }
}

/** The error of a promise that must fail with one of this package's own. */
export async function failureOf(promise: Promise<unknown>): Promise<PaygateError> {
  const outcome = await promise.then(
    (value) => new Error(`succeeded with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  if (!isPaygateError(outcome)) {
    throw outcome
  }
  return outcome
}
