import { randomBytes } from "node:crypto"
import type { BigNumberInput, ILockingModule, Logger } from "@medusajs/framework/types"
import { decorateCartTotals } from "@medusajs/framework/utils"
import {
  PAYGATE_KLARNA_BOOKS,
  type PaygateKlarnaBooks,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
} from "../../src/modules/paygate-klarna"
import { createConnection, parseProviderOptions } from "../../src/connection"
import { PaygateKlarnaProviderService } from "../../src/providers/paygate-klarna"
import { createContext, type ProviderContext } from "../../src/providers/paygate-klarna/context"
import { SIMULATOR_MERCHANT, startSimulator, type LedgerPayment, type Simulator } from "../../src/simulator"
import { oneProcess, queryOf, Rows, stored, type Session } from "./medusa"
import type { BooksSuite } from "./with-books"

/** Milliseconds after which the provider gives an answer up; Paygate's own slowness is longer. */
export const TIMEOUT_MS = 400

export const BERLIN = {
  first_name: "Mock",
  last_name: "Mock",
  address_1: "Neue Schönhauser Str. 2",
  postal_code: "10178",
  city: "Berlin",
  country_code: "de",
}

/** A cart of three things at 10.00, as Medusa stores it. */
export function cartOf(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "cart_01JZYXWVTSRQPNMKJHGFEDCBA9",
    email: "customer@email.de",
    currency_code: "eur",
    billing_address: BERLIN,
    shipping_address: BERLIN,
    items: [
      {
        id: "cali_1",
        title: "Tüte & Co",
        product_title: "Tüte & Co",
        variant_sku: "TUETE-1",
        quantity: 3,
        unit_price: 10,
        is_tax_inclusive: true,
        requires_shipping: true,
        tax_lines: [{ rate: 19 }],
        adjustments: [],
      },
    ],
    shipping_methods: [],
    credit_lines: [],
    ...changes,
  }
}

/** How a request of the shop's ended: `done`, or the code of the refusal. */
export async function endOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => "done",
    (error: { code?: string; name?: string }) => error.code ?? `${error.name} without a code`,
  )
}

interface ShopParts {
  /** Stands in for the books, for tests in which a process dies. */
  books?: PaygateKlarnaBooks
  locking?: ILockingModule
  options?: Record<string, unknown>
}

/**
 * Medusa's payment module in miniature around the real provider, the real books and the simulator: it commits a capture
 * before the provider is asked and deletes it when the provider throws, and merges what the provider returns.
 */
export class KlarnaShop {
  readonly sessions = new Map<string, Session>()
  readonly captures = new Rows("capt")
  readonly refunds = new Rows("ref")
  readonly log: string[] = []
  provider: PaygateKlarnaProviderService
  /** What the steps that are no verb of the provider's work with. */
  context!: ProviderContext

  private constructor(
    readonly suite: BooksSuite,
    readonly paygate: Simulator,
    parts: ShopParts,
  ) {
    this.provider = this.restart(parts)
  }

  static async open(suite: BooksSuite, parts: ShopParts = {}): Promise<KlarnaShop> {
    return new KlarnaShop(suite, await startSimulator(), parts)
  }

  close(): Promise<void> {
    return this.paygate.stop()
  }

  /** Starts the provider anew, as after the process was replaced by another. */
  restart({ books = this.suite.books, locking = oneProcess(), options = {} }: ShopParts = {}) {
    const note = (level: string) => (message: string) => void this.log.push(`${level}: ${message}`)
    const container = {
      [PAYGATE_KLARNA_BOOKS]: books,
      query: queryOf(this.sessions),
      locking,
      captureService: this.captures,
      refundService: this.refunds,
      logger: { warn: note("warn"), error: note("error"), info: note("info") } as unknown as Logger,
    }
    const configured = {
      base_url: this.paygate.url,
      merchant_id: SIMULATOR_MERCHANT.merchantId,
      blowfish_key: SIMULATOR_MERCHANT.blowfishKey,
      hmac_key: SIMULATOR_MERCHANT.hmacKey,
      account: SIMULATOR_MERCHANT.account,
      backend_url: "https://backend.example",
      storefront_url: "https://shop.example",
      connect_timeout_ms: 300,
      timeout_ms: TIMEOUT_MS,
      ...options,
    }
    this.context = createContext(container, createConnection(parseProviderOptions(configured)))
    this.provider = new PaygateKlarnaProviderService(container, configured)
    return this.provider
  }

  /** Chooses Klarna for a cart. */
  async openSession(cart = cartOf(), data: Record<string, unknown> = {}): Promise<Session> {
    const { total } = decorateCartTotals(structuredClone(cart)) as unknown as { total: number }
    const session: Session = {
      id: `payses_${randomBytes(13).toString("hex").toUpperCase()}`,
      amount: Number(total),
      currency_code: String(cart["currency_code"]),
      cart,
      data,
    }
    this.sessions.set(session.id, session)
    try {
      const opened = await this.provider.initiatePayment({
        amount: session.amount,
        currency_code: session.currency_code,
        data: { ...data, session_id: session.id },
        context: { idempotency_key: session.id },
      })
      session.data = stored(data, { ...data, ...opened.data })
      return session
    } catch (error) {
      this.sessions.delete(session.id)
      throw error
    }
  }

  /** What Klarna's widget gives the browser. */
  widgetToken(session: Session, approve?: boolean): string {
    const client_token = String(session.data["client_token"])
    const { authorization_token } = this.paygate.authorize(
      approve === undefined ? { client_token } : { client_token, approve },
    )
    return authorization_token ?? ""
  }

  /** Hands a token over as the store route does. */
  async confirm(session: Session, token = this.widgetToken(session), at = new Date()): Promise<void> {
    const { id } = await this.paymentOf(session)
    await this.suite.books.updatePaygatePayments({ id, authorization_token: token, authorization_token_at: at })
  }

  async authorize(session: Session): Promise<string> {
    const { status, data } = await this.provider.authorizePayment({
      data: session.data,
      context: { idempotency_key: session.id },
    })
    session.data = stored(session.data, data)
    return status
  }

  /** A cart from session to order. */
  async buy(cart = cartOf()): Promise<Session> {
    const session = await this.openSession(cart)
    await this.confirm(session)
    expect(await this.authorize(session)).toBe("authorized")
    return session
  }

  async capture(session: Session, amount: BigNumberInput): Promise<void> {
    const { id } = this.captures.create(session.id, amount)
    const { data } = session
    await this.provider.capturePayment({ data, context: { idempotency_key: id } }).catch((error: unknown) => {
      this.captures.delete(id)
      throw error
    })
  }

  async refund(session: Session, amount: BigNumberInput): Promise<void> {
    const { id, raw_amount } = this.refunds.create(session.id, amount)
    const { data } = session
    await this.provider
      .refundPayment({ data, amount: raw_amount, context: { idempotency_key: id } })
      .catch((error: unknown) => {
        this.refunds.delete(id)
        throw error
      })
  }

  async cancel({ data }: Session): Promise<void> {
    await this.provider.cancelPayment({ data, context: { idempotency_key: "pay_1" } })
  }

  async forget({ data }: Session): Promise<void> {
    await this.provider.deletePayment({ data })
  }

  /** A payment in the books. */
  async paymentOf({ id }: Session): Promise<PaygatePaymentRecord> {
    const payment = await this.suite.books.findPaymentBySession(id)
    if (!payment) {
      throw new Error(`no payment of session ${id}`)
    }
    return payment
  }

  /** The steps of a payment, oldest first. */
  async operationsOf(session: Session): Promise<PaygateOperationRecord[]> {
    return (await this.callsOf(session)).filter(({ kind }) => kind !== "inquire")
  }

  /** The same with the inquiries among them. */
  async callsOf(session: Session): Promise<PaygateOperationRecord[]> {
    const { id } = await this.paymentOf(session)
    return this.suite.books.listPaygateOperations({ payment_id: id }, { order: { created_at: "ASC" } })
  }

  /** The same payment at Paygate. */
  ledgerOf(session: Session): LedgerPayment {
    const payment = this.paygate.ledger().find(({ trans_id }) => trans_id === session.id)
    if (!payment) {
      throw new Error(`Paygate knows no payment of session ${session.id}`)
    }
    return payment
  }

  /** Lets time pass for what the books have of a payment. */
  async age(session: Session, minutes: number): Promise<void> {
    const { id } = await this.paymentOf(session)
    const earlier = `created_at - interval '${minutes} minutes'`
    await this.suite.sql(`update paygate_klarna_operation set created_at = ${earlier} where payment_id = ?`, [id])
  }

  /** Medusa's, the books' and Klarna's sums of a payment, all in minor units: they have to be the same. */
  async sumsOf(session: Session) {
    const { captured_amount, refunded_amount, released_amount, authorized_amount } = await this.paymentOf(session)
    const { captured, credited, released, authorized } = this.ledgerOf(session)
    const inMinor = (amount: number) => Math.round(amount * 100)
    return {
      medusa: { captured: inMinor(this.captures.sumOf(session.id)), refunded: inMinor(this.refunds.sumOf(session.id)) },
      books: {
        authorized: authorized_amount,
        captured: captured_amount,
        refunded: refunded_amount,
        released: released_amount,
      },
      klarna: { authorized, captured, refunded: credited, released },
    }
  }
}
