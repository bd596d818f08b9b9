import { PROCESSING_MINUTES, type OperationKind, type PaygateOperationRecord } from "../modules/paygate-klarna"

/** After its own timeout a call is certainly no longer on its way to Paygate; the rest is for slow processing there. */
const PROCESSING_MARGIN_MS = 5_000

/** How long a call may be under way, in milliseconds; nobody waits longer for another process's. */
export function longestFlight(timeoutMs: number): number {
  return timeoutMs + PROCESSING_MARGIN_MS
}

function ageOf({ created_at }: Pick<PaygateOperationRecord, "created_at">): number {
  return Date.now() - new Date(created_at).getTime()
}

/** Whether a call may still be on its way, or its process still be waiting for the answer. */
export function isInFlight(operation: Pick<PaygateOperationRecord, "state" | "created_at">, timeoutMs: number) {
  return operation.state === "started" && ageOf(operation) < longestFlight(timeoutMs)
}

/** Paygate answered that the step is still running (code 6…), so nothing done yet does not mean nothing done. */
export function isPending({ code }: Pick<PaygateOperationRecord, "code">): boolean {
  return code?.startsWith("6") ?? false
}

/**
 * A ReqID protects against an earlier attempt only once that is over ("Einreichungen mit identischer ReqID auf einen
 * offenen Status werden regulär verarbeitet").
 */
const LONGEST_PROCESSING_MS = PROCESSING_MINUTES * 60_000

/** Given up while Paygate was silent but still connected, a step may yet be carried out; a broken connection is over. */
function mayStillRun(operation: Pick<PaygateOperationRecord, "code" | "created_at">): boolean {
  return operation.code === "timeout" && ageOf(operation) < LONGEST_PROCESSING_MS
}

/** Somebody has sent it again, and Paygate may be at work on that. */
function isBeingRepeated({ repeating_at }: Pick<PaygateOperationRecord, "repeating_at">): boolean {
  return repeating_at !== null && Date.now() - new Date(repeating_at).getTime() < LONGEST_PROCESSING_MS
}

/** What this operation has not brought about by now it never will. */
export function isOver(operation: Pick<PaygateOperationRecord, "code" | "created_at" | "repeating_at">): boolean {
  return !isPending(operation) && !mayStillRun(operation) && !isBeingRepeated(operation)
}

/** Whether its outcome is not known, or not yet. */
export function isOpen({ state }: Pick<PaygateOperationRecord, "state">): boolean {
  return state === "started" || state === "unknown"
}

const INFORMATIONAL: readonly OperationKind[] = ["update_address", "update_reference", "resend_invoice"]

/**
 * Whether a step moves no money, and shows in no amount. It never holds up another step: under way, it is waited for;
 * without an answer, it is given up, since sending it again does no harm.
 */
export function isInformational({ kind }: Pick<PaygateOperationRecord, "kind">): boolean {
  return INFORMATIONAL.includes(kind)
}

/**
 * Whether an informational step without an answer may yet be carried out: the next of its kind has to wait, or what it
 * tells would be overwritten by what is older.
 */
export function mayComeLate(
  operation: Pick<PaygateOperationRecord, "kind" | "state" | "code" | "created_at">,
): boolean {
  return (
    isInformational(operation) &&
    (operation.state === "unknown" || operation.state === "failed") &&
    (operation.code === "timeout" || isPending(operation)) &&
    ageOf(operation) < LONGEST_PROCESSING_MS
  )
}
