import type { PaygateOperationRecord, PaygatePaymentRecord, Settlement } from "../modules/paygate-klarna"
import { CALLS, isBusyCode, isPaygateError } from "../paygate"
import { referencesOf } from "../references"
import type { OperationContext } from "./context"
import { requestOf, type MovementDetails } from "./movement-request"
import type { Reconciled } from "./settle-open-operation"
import { isOpen } from "./timing"

/** The calls that carry a ReqID: a repeat acts once, whichever attempt it was that arrived. */
const REPEATABLE = { capture: CALLS.capture, credit: CALLS.credit, reverse: CALLS.reverse } as const

/**
 * Sends an operation again under its ReqID, unless somebody else is doing so. Safe only once every earlier attempt cannot
 * be running any more: Paygate carries out a repeat of what is still open. What became of the first attempt's answer
 * stays in the books, unless Paygate now refuses.
 */
export async function repeat(
  { books, client, logger }: OperationContext,
  payment: PaygatePaymentRecord,
  operation: PaygateOperationRecord & { kind: keyof typeof REPEATABLE },
  details?: MovementDetails,
): Promise<Settlement> {
  if (!(await books.announceRepeat(operation.id))) {
    return { state: "unknown" }
  }
  try {
    const call = REPEATABLE[operation.kind]
    const { outcome, code, answer } = await client.send(call, requestOf(payment, operation, details))
    if (outcome === "pending") {
      return { state: "unknown", code }
    }
    const { XID: xid, InvoiceNr: invoiceNr } = answer as { XID?: string; InvoiceNr?: string }
    return { state: "succeeded", xid, invoiceNr }
  } catch (error) {
    if (!isPaygateError(error)) {
      throw error
    }
    const { kind, code, message, xid } = error
    if (kind === "declined" && !isBusyCode(code)) {
      return { state: "failed", code, message, xid }
    }
    // Not reaching Paygate now, or finding it busy, says nothing about the first time.
    logger.warn(
      `paygate-klarna: ${operation.kind} stays open, and could not be repeated: ${message} (${referencesOf({ ...payment, xid })})`,
    )
    // Nothing of it is on its way any more, unless Paygate was silent.
    await (code === "timeout" ? undefined : books.endRepeat(operation.id))
    return { state: "unknown" }
  }
}

/** Repeats the open operation that an inquiry could not judge, for one who asks for just this, and settles it. */
export async function repeatOperation(
  context: OperationContext,
  open: Reconciled,
  details: MovementDetails,
): Promise<Reconciled> {
  const { books } = context
  const { payment, operation } = open
  if (operation?.kind !== "capture" && operation?.kind !== "credit") {
    return open
  }
  const settlement = await repeat(context, payment, { ...operation, kind: operation.kind }, details)
  const after = await books.settle(operation.id, settlement)
  const settled = await books.retrievePaygateOperation(operation.id)
  return { ...open, payment: after, operation: settled, isClear: !isOpen(settled) }
}
