import { testReasonOf, type ProviderOptions } from "../../connection"
import type { PaygateOperationRecord, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { remainingAmount } from "../../modules/paygate-klarna"
import { allowedActions, evidenceOf, invoicesOf, isForGood } from "../../operations"
import { describeCode, isPaygateCode, SUCCESS_CODE, type Currency } from "../../paygate"
import { toMajor } from "../../purchase"
import { shopperMessage } from "../../refusals"
import type {
  FailedStepResponse,
  PaygateOperationResponse,
  PaygatePaymentResponse,
  SumsResponse,
} from "../../types/payment"

export function iso(date: Date | string | null): string | null {
  return date === null ? null : new Date(date).toISOString()
}

function meaningOf(code: string | null): string | null {
  return code !== null && isPaygateCode(code) && code !== SUCCESS_CODE ? describeCode(code) : null
}

function showOperation(operation: PaygateOperationRecord, currency: Currency): PaygateOperationResponse {
  const { id, kind, state, code, message, req_id, xid, duration_ms } = operation
  return {
    id,
    kind,
    state,
    amount: toMajor(operation.minor_amount, currency),
    code,
    meaning: meaningOf(code),
    evidence: evidenceOf(operation),
    message,
    releases_rest: operation.completes,
    fulfillment_id: operation.fulfillment_id,
    req_id,
    xid,
    created_at: iso(operation.created_at) ?? "",
    duration_ms,
  }
}

function showSums(sums: Record<string, number>, currency: Currency): SumsResponse {
  return Object.fromEntries(Object.entries(sums).map(([name, minorAmount]) => [name, toMajor(minorAmount, currency)]))
}

function showDivergence(
  divergence: PaygatePaymentRecord["divergence"],
  currency: Currency,
): PaygatePaymentResponse["payment"]["divergence"] {
  const sides = divergence as Record<"books" | "paygate" | "medusa", Record<string, number>> | null
  return (
    sides && {
      books: showSums(sides.books, currency),
      paygate: showSums(sides.paygate, currency),
      medusa: showSums(sides.medusa, currency),
    }
  )
}

/** What the books do not know themselves. */
export interface PaymentFacts {
  /** The id that was asked for. */
  id: string
  orderId: string | undefined
  /** `undefined` where the provider is no longer configured. */
  options: ProviderOptions | undefined
  /** Until when an authorization counts as about to lapse. */
  warnBefore: Date
  /** Sums of Medusa's rows, in minor units. */
  medusa: { captured: number; refunded: number }
  /** What may be captured and refunded at most, in minor units. */
  limits: { capture: number; refund: number }
  /** What may be sent for the order as it stands, in minor units. */
  orderAmount: number | null
}

/** What was authorized at first, before any change of the order, in minor units. */
function firstAmount({ session_amount }: PaygatePaymentRecord, operations: readonly PaygateOperationRecord[]): number {
  const order = operations.find(
    ({ kind, state }) => state === "succeeded" && (kind === "create_order" || kind === "create_recurring_order"),
  )
  return order?.minor_amount ?? session_amount
}

/** Since when an authorization has lapsed; where no job has marked it yet, since it should have. */
function expiredAt(payment: PaygatePaymentRecord): Date | null {
  const { state, expires_at, expired_at } = payment
  const isOver = state === "authorized" && expires_at !== null && new Date(expires_at) <= new Date()
  return expired_at ?? (isOver && remainingAmount(payment) > 0 ? expires_at : null)
}

/** Whether something is lost soon: what is left of an authorization that has not lapsed yet. */
function expiresSoon(payment: PaygatePaymentRecord, warnBefore: Date): boolean {
  const { expires_at } = payment
  return (
    expires_at !== null &&
    expiredAt(payment) === null &&
    remainingAmount(payment) > 0 &&
    new Date(expires_at) > new Date() &&
    new Date(expires_at) <= warnBefore
  )
}

const FAILING_STEPS = ["capture", "update_order", "update_address", "update_reference"] as const

/** What was refused for good and may still be done, by its newest refusal. */
function failedSteps(
  payment: PaygatePaymentRecord,
  operations: readonly PaygateOperationRecord[],
): FailedStepResponse[] {
  const since = (payment.failed_steps ?? {}) as Partial<Record<string, string>>
  const isOver = payment.state !== "authorized" || remainingAmount(payment) <= 0
  return FAILING_STEPS.flatMap((kind) => {
    const failed = operations.findLast(
      ({ state, code, ...one }) =>
        one.kind === kind &&
        state === "failed" &&
        isForGood({ code }) &&
        // Those that the merchant asked for are for no fulfillment.
        (kind !== "capture" || one.fulfillment_id !== null),
    )
    const isLate = isOver || (kind !== "capture" && payment.captured_amount > 0)
    return !since[kind] || !failed?.code || isLate
      ? []
      : [{ kind, since: since[kind], code: failed.code, message: messageOf(failed.code, failed.message) }]
  })
}

/** What a change of the order does to an authorization. */
function onOrderChange(
  payment: PaygatePaymentRecord,
  options: ProviderOptions | undefined,
): PaygatePaymentResponse["payment"]["on_order_change"] {
  if (payment.state !== "authorized" || remainingAmount(payment) <= 0) {
    return null
  }
  if (payment.captured_amount > 0) {
    return "captured"
  }
  return options?.update_orders ? "lowered" : "kept"
}

function messageOf(code: string, message: string | null = null): string {
  return meaningOf(code) ?? message ?? shopperMessage(code)
}

/** A payment as the admin API shows it. */
export function showPayment(
  payment: PaygatePaymentRecord,
  operations: readonly PaygateOperationRecord[],
  { id, orderId, options, warnBefore, medusa, limits, orderAmount }: PaymentFacts,
): Omit<PaygatePaymentResponse, "order_items"> {
  const currency = payment.currency_code as Currency
  const major = (minorAmount: number) => toMajor(minorAmount, currency)
  const first = firstAmount(payment, operations)
  const takenOff = payment.authorized_amount > 0 ? first - payment.authorized_amount : 0
  const failed_steps = failedSteps(payment, operations)
  const [failed] = failed_steps
  const code = payment.error_code ?? failed?.code
  const test_reason = options ? testReasonOf(options) : null
  const allowed = allowedActions(payment, operations, {
    hasOrder: orderId !== undefined,
    capturable: limits.capture,
    refundable: limits.refund,
  })
  return {
    payment: {
      id,
      provider_id: payment.provider_id,
      order_id: orderId ?? null,
      flow: payment.flow as PaygatePaymentResponse["payment"]["flow"],
      is_test: test_reason !== null,
      test_reason,
      state: payment.state,
      pay_id: payment.pay_id,
      ref_nr: payment.ref_nr,
      trans_id: payment.trans_id,
      klarna_order_id: payment.klarna_order_id,
      currency_code: currency.toLowerCase(),
      amount: major(first),
      captured: major(payment.captured_amount),
      refunded: major(payment.refunded_amount),
      released: major(payment.released_amount + takenOff),
      remaining: major(remainingAmount(payment)),
      limits: { capture: major(limits.capture), refund: major(limits.refund) },
      order_amount: allowed.order_lines === null && orderAmount !== null ? major(orderAmount) : null,
      medusa: { captured: major(medusa.captured), refunded: major(medusa.refunded) },
      expires_at: iso(payment.expires_at),
      expires_soon: expiresSoon(payment, warnBefore),
      expired_at: iso(expiredAt(payment)),
      release_due_at: iso(payment.release_due_at),
      divergence: showDivergence(payment.divergence, currency),
      error:
        code === undefined ? null : { code, message: payment.error_code ? messageOf(code) : (failed?.message ?? "") },
      failed_steps,
      on_order_change: onOrderChange(payment, options),
      allowed,
      invoices: invoicesOf(operations).map(({ invoice_nr, minor_amount, created_at }) => ({
        invoice_nr,
        amount: major(minor_amount),
        created_at: iso(created_at) ?? "",
      })),
    },
    operations: operations.map((operation) => showOperation(operation, currency)),
  }
}
