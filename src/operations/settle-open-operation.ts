import type {
  PaygateOperationRecord,
  PaygatePaymentRecord,
  PaymentChanges,
  Settlement,
} from "../modules/paygate-klarna"
import { isPaygateError } from "../paygate"
import type { OperationContext } from "./context"
import { inquire, type Inquiry } from "./inquire"
import { expiryOf, TOKEN_LIFETIME_MS } from "./lifetimes"
import { repeat } from "./repeat-operation"

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

/** What this operation has not brought about by now it never will. */
function isOver(operation: Pick<PaygateOperationRecord, "code" | "created_at">): boolean {
  return !isPending(operation) && !mayStillRun(operation)
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
  return now === before && isOver(operation) ? "failed" : "unknown"
}

/** What Paygate's amounts say about an open operation; `LastStatus` says too little (protocol facts, section 5). */
export function judgeByInquiry(
  operation: Pick<PaygateOperationRecord, "kind" | "minor_amount" | "created_at" | "code">,
  payment: Pick<PaygatePaymentRecord, "authorized_amount" | "captured_amount" | "refunded_amount">,
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
      const isTokenSpent = Date.now() - new Date(operation.created_at).getTime() > TOKEN_LIFETIME_MS
      return isTokenSpent && !isPending(operation) ? "failed" : "unknown"
    }
    case "capture":
      return byGrowth(inquiry.AmountCap, payment.captured_amount, operation)
    case "credit":
      return byGrowth(inquiry.AmountCred, payment.refunded_amount, operation)
    case "update_order":
      if (inquiry.AmountAuth === operation.minor_amount) {
        return "succeeded"
      }
      return inquiry.AmountAuth === payment.authorized_amount && isOver(operation) ? "failed" : "unknown"
    case "update_address":
    case "update_reference":
    case "resend_invoice":
      // The amounts do not show these, and doing them again does no harm: so they are open for the merchant to repeat.
      return isOver(operation) ? "failed" : "unknown"
    case "reverse":
      // The amounts do not show it.
      return "unknown"
    default:
      return operation.kind satisfies never
  }
}

/** `wasAsked` is false when Paygate did not answer the inquiry. */
type Judgement = Settlement & { wasAsked?: boolean }

/** Judges by an inquiry; one that fails says nothing about the operation. */
async function judge(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  operation: PaygateOperationRecord,
): Promise<Judgement> {
  try {
    return { state: judgeByInquiry(operation, payment, await inquire(context, payment)) }
  } catch (error) {
    if (!isPaygateError(error)) {
      throw error
    }
    context.logger.warn(`paygate-klarna: ${operation.kind} of TransID ${payment.trans_id} stays open: ${error.message}`)
    return { state: "unknown", wasAsked: false }
  }
}

/** An open operation of a payment, and what became of it. */
export interface Reconciled {
  payment: PaygatePaymentRecord
  /** The operation that was open, as it is now; `undefined` when none was. */
  operation?: PaygateOperationRecord
  /** Whether the payment can take its next step. */
  isClear: boolean
  /** Whether Paygate was asked, and what was sent can no longer be on its way: only then may it be repeated. */
  mayBeRepeated: boolean
}

/**
 * Settles the payment's open operation, if it has one, by what Paygate says, and books it. A call that may still be on
 * its way is left alone.
 */
export async function settleOpenOperation(
  context: OperationContext,
  payment: PaygatePaymentRecord,
): Promise<Reconciled> {
  const { books, options } = context
  const operation = await books.findOpenOperation(payment.id)
  if (!operation) {
    return { payment, isClear: true, mayBeRepeated: false }
  }
  if (isInFlight(operation, options.timeout_ms)) {
    return { payment, operation, isClear: false, mayBeRepeated: false }
  }
  const isFinal = isOver(operation)
  // A release does not show in the amounts. Repeating it is safe: the same ReqID acts once, and any amount but what is
  // left is refused.
  const { wasAsked = true, ...settlement }: Judgement =
    operation.kind !== "reverse"
      ? await judge(context, payment, operation)
      : isFinal
        ? await repeat(context, payment, { ...operation, kind: operation.kind })
        : { state: "unknown" }
  const after = await books.settle(
    operation.id,
    settlement,
    changesOf(operation, settlement, options.authorization_days),
  )
  // Another process may have settled it first, and differently.
  const settled = await books.retrievePaygateOperation(operation.id)
  const isClear = settled.state === "succeeded" || settled.state === "failed"
  return { payment: after, operation: settled, isClear, mayBeRepeated: isFinal && wasAsked }
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
