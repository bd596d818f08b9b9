import { describeCode, isPaygateCode } from "./response-codes"

/**
 * - `request`: refused before sending, nothing happened
 * - `declined`: Paygate answered and refused, nothing happened
 * - `transport`: the request never left, nothing happened
 * - `unknown`: sent, but no answer that can be trusted: it may have happened
 */
export type PaygateErrorKind = "request" | "declined" | "transport" | "unknown"

export interface PaygateErrorFacts {
  kind: PaygateErrorKind
  /** Paygate's eight characters, or a short stable string of this client's own. */
  code: string
  /** What happened and what to do, without values of parameters. */
  message: string
  call?: string | undefined
  transId?: string | undefined
  payId?: string | undefined
  xid?: string | undefined
  codeExt?: string | undefined
}

const MARK = Symbol.for("medusa-payment-paygate-klarna/PaygateError")

/** Everything that can go wrong with a call. Carries no secret, no parameter value and no transport object. */
export class PaygateError extends Error {
  readonly kind: PaygateErrorKind
  readonly code: string
  readonly call: string | undefined
  readonly transId: string | undefined
  readonly payId: string | undefined
  readonly xid: string | undefined
  /** Klarna's own code, where Computop has agreed to pass it on. */
  readonly codeExt: string | undefined

  constructor(facts: PaygateErrorFacts) {
    super(facts.message)
    this.name = "PaygateError"
    this.kind = facts.kind
    this.code = facts.code
    this.call = facts.call
    this.transId = facts.transId
    this.payId = facts.payId
    this.xid = facts.xid
    this.codeExt = facts.codeExt
    Object.defineProperty(this, MARK, { value: true })
  }

  /** Whether it is certain that nothing happened. An `unknown` outcome must be inquired, never repeated blindly. */
  get isFinal(): boolean {
    return this.kind !== "unknown"
  }

  /** What the code means, for Paygate's own codes. */
  get meaning(): string | undefined {
    return isPaygateCode(this.code) ? describeCode(this.code) : undefined
  }
}

/** Recognises a `PaygateError` also from a second loaded copy of this package. */
export function isPaygateError(error: unknown): error is PaygateError {
  return typeof error === "object" && error !== null && MARK in error
}
