import { setTimeout as wait } from "node:timers/promises"
import type {
  PaygateOperationRecord,
  PaygatePaymentRecord,
  PaymentChanges,
  Settlement,
} from "../modules/paygate-klarna"
import { isPaygateError } from "../paygate"
import { referencesOf } from "../references"
import type { OperationContext } from "./context"
import { inquire, type Inquiry } from "./inquire"
import { expiryOf, TOKEN_LIFETIME_MS } from "./lifetimes"
import { repeat } from "./repeat-operation"
import { isInFlight, isInformational, isOpen, isOver, isPending, longestFlight } from "./timing"

/** Done when Paygate's sum has grown by exactly this operation, not done when it has not grown at all. */
function byGrowth(
  now: number | undefined,
  before: number,
  operation: Pick<PaygateOperationRecord, "minor_amount" | "code" | "created_at" | "repeating_at">,
): Settlement["state"] {
  if (now === before + operation.minor_amount) {
    return "succeeded"
  }
  return now === before && isOver(operation) ? "failed" : "unknown"
}

/** What Paygate's amounts say about an open operation; `LastStatus` says too little (protocol facts, section 5). */
export function judgeByInquiry(
  operation: Pick<PaygateOperationRecord, "kind" | "minor_amount" | "created_at" | "code" | "repeating_at">,
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
    case "reverse":
    case "inquire":
      // The amounts do not show them.
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
    context.logger.warn(`paygate-klarna: ${operation.kind} stays open: ${error.message} (${referencesOf(payment)})`)
    return { state: "unknown", wasAsked: false }
  }
}

/** What became of an operation that is not on its way any more. */
async function outcomeOf(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  operation: PaygateOperationRecord,
): Promise<Judgement> {
  if (isInformational(operation)) {
    return { state: "failed" }
  }
  if (operation.kind !== "reverse") {
    return judge(context, payment, operation)
  }
  // A release does not show in the amounts. Repeating it is safe: the same ReqID acts once, and any amount but what is
  // left is refused.
  return isOver(operation) ? repeat(context, payment, { ...operation, kind: operation.kind }) : { state: "unknown" }
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
 * its way is left alone. An informational one is given up: `failed` with the code of its lost answer says that it may be
 * sent again.
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
  const { wasAsked = true, ...settlement } = await outcomeOf(context, payment, operation)
  const after = await books.settle(
    operation.id,
    { ...settlement, isFoundOut: true },
    changesOf(operation, settlement, options.authorization_days),
  )
  // Another process may have settled it first, and differently.
  const settled = await books.retrievePaygateOperation(operation.id)
  return { payment: after, operation: settled, isClear: !isOpen(settled), mayBeRepeated: isFinal && wasAsked }
}

/** Milliseconds between two looks at the books while another process's call is under way. */
const POLL_MS = 200

/**
 * Settles what is open before the next step. An informational call of another process is waited for; one that moves
 * money is not, since it may change what the next step is about.
 */
export async function settleBeforeStep(context: OperationContext, found: PaygatePaymentRecord): Promise<Reconciled> {
  const until = Date.now() + longestFlight(context.options.timeout_ms)
  const read = () => context.books.retrievePaygatePayment(found.id)
  let settled = await settleOpenOperation(context, found)
  while (!settled.isClear && settled.operation && isInformational(settled.operation) && Date.now() < until) {
    await wait(POLL_MS)
    settled = await settleOpenOperation(context, await read())
    // What the other process has done right after may be booked since it was read.
    settled = { ...settled, payment: await read() }
  }
  return settled
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
