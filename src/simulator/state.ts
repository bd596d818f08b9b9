import type { Answer } from "./answer"
import { knowMerchant, type KnownMerchant } from "./merchants"
import { Outbox } from "./notifications/outbox"
import type { Settings } from "./options"
import type { Payment } from "./payment"
import { RequestLog } from "./request-log"
import { Scenarios } from "./scenarios"

/** An authorization token Klarna issued at the widget. */
export interface AuthorizationToken {
  payId: string
  at: number
  used: boolean
}

/** A saved agreement. */
export interface Agreement {
  merchantId: string
  account: string
  addresses: Payment["addresses"]
}

/** An action that reached its end, so that a repeat of its ReqID is answered instead of acted on. */
export interface FinishedAction {
  at: number
  answer: Answer
}

/** Everything the simulator knows. In memory only: a stop forgets it. */
export class State {
  readonly merchants: ReadonlyMap<string, KnownMerchant>
  readonly payments = new Map<string, Payment>()
  /** PayID by {@link State.key} of MerchantID and TransID. */
  readonly transIds = new Map<string, string>()
  /** PayID by client token. */
  readonly clientTokens = new Map<string, string>()
  /** PayID by the hosted page's id. */
  readonly hostedPages = new Map<string, string>()
  readonly tokens = new Map<string, AuthorizationToken>()
  readonly agreements = new Map<string, Agreement>()
  /** By {@link State.key} of MerchantID and ReqID. */
  readonly finished = new Map<string, FinishedAction>()
  readonly scenarios = new Scenarios()
  readonly notifications = new Outbox(() => this.now())
  readonly requests: RequestLog
  private offset = 0

  constructor(readonly settings: Settings) {
    this.merchants = new Map(settings.merchants.map(knowMerchant).map((merchant) => [merchant.merchantId, merchant]))
    this.requests = new RequestLog(settings.requestLogSize)
  }

  /** The simulator's clock, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offset
  }

  advanceClock(milliseconds: number): void {
    this.offset += milliseconds
    this.notifications.wake()
  }

  /** A payment is found by its own merchant only. */
  paymentOf(merchantId: string, payId: string | undefined): Payment | undefined {
    const payment = payId === undefined ? undefined : this.payments.get(payId)
    return payment?.merchantId === merchantId ? payment : undefined
  }

  paymentByTransId(merchantId: string, transId: string): Payment | undefined {
    return this.paymentOf(merchantId, this.transIds.get(State.key(merchantId, transId)))
  }

  /** By PayID or TransID, whosever it is: for controls, which know no merchant. */
  findPayment(id: string): Payment | undefined {
    return this.payments.get(id) ?? [...this.payments.values()].findLast((payment) => payment.transId === id)
  }

  hostedPage(id: string): Payment | undefined {
    return this.payments.get(this.hostedPages.get(id) ?? "")
  }

  add(payment: Payment): void {
    this.payments.set(payment.payId, payment)
    this.transIds.set(State.key(payment.merchantId, payment.transId), payment.payId)
    if (payment.clientToken !== undefined) {
      this.clientTokens.set(payment.clientToken, payment.payId)
    }
    if (payment.hosted !== undefined) {
      this.hostedPages.set(payment.hosted.id, payment.payId)
    }
  }

  /** Forgets everything but merchants and settings, and sets the clock right again. */
  reset(): void {
    const memories = [
      this.payments,
      this.transIds,
      this.clientTokens,
      this.hostedPages,
      this.tokens,
      this.agreements,
      this.finished,
      this.scenarios,
      this.notifications,
      this.requests,
    ]
    memories.forEach((memory) => memory.clear())
    this.offset = 0
  }

  /** A key that is a merchant's own. */
  static key(merchantId: string, id: string): string {
    return `${merchantId}\n${id}`
  }
}
