import { randomUUID } from "node:crypto"
import {
  CALLS,
  createCipher,
  createPaygateClient,
  decodePlaintext,
  encodeBase64Json,
  encodePlaintext,
  hmac,
  isPaygateError,
  type OrderLine,
  type PaygateClient,
  type PaygateError,
  type RequestOf,
} from "../../paygate"
import { SIMULATOR_MERCHANT, startSimulator, type Simulator, type SimulatorOptions } from ".."

export const LINES: OrderLine[] = [
  { name: "Tüte & Co", quantity: 2, unit_price: 900, total_amount: 1800, tax_rate: 1900, total_tax_amount: 287 },
  { name: "Versand", quantity: 1, unit_price: 200, total_amount: 200, tax_rate: 1900, total_tax_amount: 32 },
]
export const AMOUNT = 2000
export const TAX = 319
export const ADDRESS = {
  bdFirstName: "Mock",
  bdLastName: "Mock",
  bdEmail: "customer@email.de",
  bdStreet: "Neue Schönhauser Str. 2",
  bdZip: "10178",
  bdCity: "Berlin",
}

export const SESSION = {
  Amount: AMOUNT,
  TaxAmount: TAX,
  Currency: "EUR",
  Language: "DE",
  Account: SIMULATOR_MERCHANT.account,
  ArticleList: { order_lines: LINES },
  URLConfirm: "https://shop.example/confirm",
  bdCountryCode: "DE",
  PayType: "pay_later",
} as const satisfies Omit<RequestOf<typeof CALLS.createSession>, "TransID">

type SessionValues = Partial<RequestOf<typeof CALLS.createSession>>
type OrderValues = Partial<RequestOf<typeof CALLS.createOrder>>

/** A payment as a shop refers to it. */
export interface Reference {
  PayID: string
  TransID: string
  Currency: "EUR"
}

/** A simulator and a shop that talks to it with the real client, over real HTTP. */
export class Shop {
  private constructor(
    readonly simulator: Simulator,
    readonly client: PaygateClient,
  ) {}

  static async open(options: SimulatorOptions = {}, timeoutMs = 5000): Promise<Shop> {
    const simulator = await startSimulator(options)
    return new Shop(simulator, connect(simulator, timeoutMs))
  }

  async close(): Promise<void> {
    this.client.close()
    await this.simulator.stop()
  }

  async session(values: SessionValues = {}): Promise<Reference & { clientToken: string }> {
    const TransID = values.TransID ?? randomUUID()
    const { answer } = await this.client.send(CALLS.createSession, { ...SESSION, ...values, TransID })
    return { PayID: answer.PayID!, TransID, Currency: "EUR", clientToken: answer.AccessToken! }
  }

  authorize(clientToken: string): string {
    return this.simulator.authorize({ client_token: clientToken }).authorization_token!
  }

  /** A session, approved at the widget and ordered. */
  async order(values: SessionValues = {}, orderValues: OrderValues = {}): Promise<Reference> {
    const { clientToken, ...reference } = await this.session(values)
    await this.placeOrder(reference, this.authorize(clientToken), orderValues)
    return reference
  }

  placeOrder({ PayID, TransID, Currency }: Reference, TokenExt: string, values: OrderValues = {}) {
    const { Amount, TaxAmount, ArticleList, bdCountryCode } = SESSION
    const order = { PayID, TransID, Currency, TokenExt, Amount, TaxAmount, ArticleList, bdCountryCode }
    return this.client.send(CALLS.createOrder, { ...order, ...values })
  }

  capture(reference: Reference, Amount: number, values: Partial<RequestOf<typeof CALLS.capture>> = {}) {
    return this.client.send(CALLS.capture, { ...reference, Amount, ...values })
  }

  credit(reference: Reference, Amount: number, values: Partial<RequestOf<typeof CALLS.credit>> = {}) {
    return this.client.send(CALLS.credit, { ...reference, Amount, ...values })
  }

  reverse(reference: Reference, Amount: number, values: Partial<RequestOf<typeof CALLS.reverse>> = {}) {
    return this.client.send(CALLS.reverse, { ...reference, Amount, ...values })
  }

  async inquire({ PayID, TransID }: Reference) {
    return (await this.client.send(CALLS.inquire, { PayID, TransID })).answer
  }
}

/** The real client, set up for the simulator's own merchant. */
export function connect(simulator: Simulator, timeoutMs = 5000): PaygateClient {
  return createPaygateClient({
    baseUrl: simulator.url,
    connectTimeoutMs: 1000,
    timeoutMs,
    merchantId: SIMULATOR_MERCHANT.merchantId,
    encryptionKey: SIMULATOR_MERCHANT.blowfishKey,
    hmacKey: SIMULATOR_MERCHANT.hmacKey,
    encryption: "blowfish",
    charset: "utf-8",
  })
}

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<PaygateError> {
  const error: unknown = await call.then(
    () => new Error("the call succeeded"),
    (reason: unknown) => reason,
  )
  if (!isPaygateError(error)) {
    throw error
  }
  return error
}

/** The parameters of a session as they stand on the wire, for requests the client would never send. */
export function wireSession(changes: Record<string, string | undefined> = {}): Record<string, string> {
  const all = {
    MerchantID: SIMULATOR_MERCHANT.merchantId,
    TransID: randomUUID(),
    ...SESSION,
    Amount: String(AMOUNT),
    TaxAmount: String(TAX),
    ArticleList: encodeBase64Json({ order_lines: LINES }),
    ...changes,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

const cipher = createCipher("blowfish", SIMULATOR_MERCHANT.blowfishKey)

/** Signs by hand, so that a fault in the shared declarations would show. */
export function signed(parameters: Record<string, string>): Record<string, string> {
  const { PayID = "", TransID = "", MerchantID = "", Amount = "", Currency = "" } = parameters
  const MAC = hmac(SIMULATOR_MERCHANT.hmacKey, [PayID, TransID, MerchantID, Amount, Currency].join("*"))
  return { ...parameters, MAC }
}

/** The outer form of a plaintext. */
export function encrypted(plaintext: Buffer): Record<string, string> {
  const { merchantId } = SIMULATOR_MERCHANT
  return { MerchantID: merchantId, Len: String(plaintext.length), Data: cipher.encrypt(plaintext) }
}

/** Posts a form as it is and gives the raw body. */
export async function post(simulator: Simulator, script: string, form: Record<string, string>): Promise<string> {
  const response = await fetch(simulator.url + script, { method: "POST", body: new URLSearchParams(form) })
  expect(response.status).toBe(200)
  return response.text()
}

/** Reads an answer, encrypted or plain, by lower-case names; `encrypted` tells which it was. */
export function readBody(body: string): { encrypted: boolean; parameters: ReadonlyMap<string, string> } {
  const outer = decodePlaintext(body)
  const data = outer.get("data")
  return data === undefined
    ? { encrypted: false, parameters: outer }
    : { encrypted: true, parameters: decodePlaintext(cipher.decrypt(data, Number(outer.get("len"))).toString("utf8")) }
}

/** Encrypts and posts parameters just as given, and reads the answer. */
export async function sendWire(
  simulator: Simulator,
  parameters: Record<string, string>,
  script = "klarnapayments.aspx",
) {
  const body = await post(simulator, script, encrypted(encodePlaintext(parameters, "utf-8")))
  const { parameters: answer, encrypted: isEncrypted } = readBody(body)
  return { isEncrypted, code: answer.get("code"), status: answer.get("status"), answer }
}
