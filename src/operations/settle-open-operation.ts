import type {
  PaygateOperationRecord,
  PaygatePaymentRecord,
  PaymentChanges,
  Settlement,
} from "../modules/paygate-klarna"
import { CALLS, isPaygateError, type AnswerOf, type Currency } from "../paygate"
import type { ProviderContext } from "./context"
import { expiryOf, TOKEN_LIFETIME_MS } from "./lifetimes"

type Inquiry = AnswerOf<typeof CALLS.inquire>

/** After its own timeout a call is certainly no longer on its way to Paygate; the rest is for slow processing there. */
const PROCESSING_MARGIN_MS = 5_000

function isInFlight(operation: PaygateOperationRecord, timeoutMs: number): boolean {
  const age = Date.now() - new Date(operation.created_at).getTime()
  return operation.state === "started" && age < timeoutMs + PROCESSING_MARGIN_MS
}

/** Paygate answered that the step is still running (code 6…), so nothing done yet does not mean nothing done. */
function isPending({ code }: Pick<PaygateOperationRecord, "code">): boolean {
  return code?.startsWith("6") ?? false
}

/**
 * No page of Paygate's works for longer: its `.aspx` scripts end after 110 seconds unless told otherwise. A ReqID protects
 * against the first attempt only once that is over ("Einreichungen mit identischer ReqID auf einen offenen Status werden
 * regulär verarbeitet").
 */
const LONGEST_PROCESSING_MS = 120_000

/** Given up while Paygate was silent but still connected, a step may yet be carried out; a broken connection is over. */
function mayStillRun({ code, created_at }: Pick<PaygateOperationRecord, "code" | "created_at">): boolean {
  return code === "timeout" && Date.now() - new Date(created_at).getTime() < LONGEST_PROCESSING_MS
}

/** Done when Paygate's sum has grown by exactly this operation, not done when it has not grown at all. */
function byGrowth(
  now: number | undefined,
  before: number,
  operation: Pick<PaygateOperationRecord, "minor_amount" | "code" | "created_at">,
): Settlement["state"] {
  if (now === before + operation.minor_amount) {
    return "succeeded"
  }
  return now === before && !isPending(operation) && !mayStillRun(operation) ? "failed" : "unknown"
}

/** What Paygate's amounts say about an open operation; `LastStatus` says too little (protocol facts, section 5). */
export function judgeByInquiry(
  operation: Pick<PaygateOperationRecord, "kind" | "minor_amount" | "created_at" | "code">,
  payment: Pick<PaygatePaymentRecord, "captured_amount" | "refunded_amount">,
  inquiry: Inquiry,
): Settlement["state"] {
  switch (operation.kind) {
    case "create_session":
      // Without an answer there is no client token, so this session can never be paid.
      return "failed"
    case "create_order":
    case "create_recurring_order": {
      if (inquiry.AmountAuth !== undefined && inquiry.AmountAuth > 0) {
        return inquiry.AmountAuth === operation.minor_amount ? "succeeded" : "unknown"
      }
      // Nothing authorized may mean "not yet" for as long as Klarna takes the token, and while it decides.
      const isOver = Date.now() - new Date(operation.created_at).getTime() > TOKEN_LIFETIME_MS
      return isOver && !isPending(operation) ? "failed" : "unknown"
    }
    case "capture":
      return byGrowth(inquiry.AmountCap, payment.captured_amount, operation)
    case "credit":
      return byGrowth(inquiry.AmountCred, payment.refunded_amount, operation)
    case "reverse":
    case "update_address":
    case "update_reference":
    case "update_order":
    case "resend_invoice":
      // The amounts do not show these.
      return "unknown"
    default:
      return operation.kind satisfies never
  }
}

/** What Paygate knows of a payment. */
export async function inquire({ client }: ProviderContext, payment: PaygatePaymentRecord): Promise<Inquiry> {
  if (!payment.pay_id) {
    return {}
  }
  return (await client.send(CALLS.inquire, { PayID: payment.pay_id, TransID: payment.trans_id })).answer
}

/**
 * A release does not show in the amounts. Repeating it is safe: the same ReqID acts once, and any amount but what is
 * left is refused.
 */
async function repeatReverse(
  { client }: ProviderContext,
  payment: PaygatePaymentRecord,
  operation: PaygateOperationRecord,
): Promise<Settlement> {
  try {
    const { outcome, code, answer } = await client.send(CALLS.reverse, {
      PayID: payment.pay_id ?? "",
      TransID: payment.trans_id,
      Amount: operation.minor_amount,
      Currency: payment.currency_code as Currency,
      ...(operation.req_id ? { ReqID: operation.req_id } : {}),
    })
    return { state: outcome === "succeeded" ? "succeeded" : "unknown", code, xid: answer.XID }
  } catch (error) {
    if (!isPaygateError(error)) {
      throw error
    }
    // Not reaching Paygate now says nothing about the first time.
    return { state: error.kind === "declined" ? "failed" : "unknown", code: error.code, message: error.message }
  }
}

/** Judges by an inquiry; one that fails says nothing about the operation. */
async function judge(
  context: ProviderContext,
  payment: PaygatePaymentRecord,
  operation: PaygateOperationRecord,
): Promise<Settlement> {
  try {
    return { state: judgeByInquiry(operation, payment, await inquire(context, payment)) }
  } catch (error) {
    if (!isPaygateError(error)) {
      throw error
    }
    context.logger.warn(`paygate-klarna: ${operation.kind} of TransID ${payment.trans_id} stays open: ${error.message}`)
    return { state: "unknown" }
  }
}

/** An open operation of a payment, and what became of it. */
export interface Reconciled {
  payment: PaygatePaymentRecord
  /** The operation that was open, as it is now; `undefined` when none was. */
  operation?: PaygateOperationRecord
  /** Whether the payment can take its next step. */
  isClear: boolean
}

/**
 * Settles the payment's open operation, if it has one, by what Paygate says, and books it. A call that may still be on
 * its way is left alone.
 */
export async function settleOpenOperation(
  context: ProviderContext,
  payment: PaygatePaymentRecord,
): Promise<Reconciled> {
  const { books, options } = context
  const operation = await books.findOpenOperation(payment.id)
  if (!operation) {
    return { payment, isClear: true }
  }
  if (isInFlight(operation, options.timeout_ms)) {
    return { payment, operation, isClear: false }
  }
  const settlement = await (operation.kind === "reverse" ? repeatReverse : judge)(context, payment, operation)
  const after = await books.settle(
    operation.id,
    settlement,
    changesOf(operation, settlement, options.authorization_days),
  )
  // Another process may have settled it first, and differently.
  const settled = await books.retrievePaygateOperation(operation.id)
  return { payment: after, operation: settled, isClear: settled.state === "succeeded" || settled.state === "failed" }
}

/** An order that may exist keeps the shopper from paying again, whatever became of the process that sent it. */
function changesOf(
  { kind, created_at }: PaygateOperationRecord,
  { state }: Settlement,
  authorizationDays: number,
): PaymentChanges {
  if (kind !== "create_order" || state === "failed") {
    return {}
  }
  const spent = { authorization_token: null, authorization_token_at: null, error_code: null }
  return state === "succeeded"
    ? { ...spent, expires_at: expiryOf(new Date(created_at), authorizationDays) }
    : { ...spent, state: "pending" }
}
