import type { PaygateOperationRecord, PaygatePaymentRecord, Settlement } from "../modules/paygate-klarna"
import { CALLS, isBusyCode, isPaygateError, type Currency } from "../paygate"
import type { OperationContext } from "./context"
import type { Reconciled } from "./settle-open-operation"

/** The calls that carry a ReqID: a repeat acts once, whichever attempt it was that arrived. */
const REPEATABLE = { capture: CALLS.capture, credit: CALLS.credit, reverse: CALLS.reverse } as const

/**
 * Sends an operation again under its ReqID. Safe only once the first attempt cannot be running any more: Paygate
 * carries out a repeat of what is still open.
 */
export async function repeat(
  { client }: OperationContext,
  payment: PaygatePaymentRecord,
  operation: PaygateOperationRecord & { kind: keyof typeof REPEATABLE },
): Promise<Settlement> {
  try {
    const { outcome, code, answer } = await client.send(REPEATABLE[operation.kind], {
      PayID: payment.pay_id ?? "",
      TransID: payment.trans_id,
      Amount: operation.minor_amount,
      Currency: payment.currency_code as Currency,
      ...(operation.req_id ? { ReqID: operation.req_id } : {}),
      ...(operation.completes ? { CompleteType: "YES" as const } : {}),
    })
    const { XID: xid, InvoiceNr: invoiceNr } = answer as { XID?: string; InvoiceNr?: string }
    return { state: outcome === "succeeded" ? "succeeded" : "unknown", code, xid, invoiceNr }
  } catch (error) {
    if (!isPaygateError(error)) {
      throw error
    }
    // Not reaching Paygate now, or finding it busy, says nothing about the first time.
    const isFinal = error.kind === "declined" && !isBusyCode(error.code)
    return { state: isFinal ? "failed" : "unknown", code: error.code, message: error.message }
  }
}

/** Repeats the open operation that an inquiry could not judge, and settles it by the answer. */
export async function repeatOperation(context: OperationContext, open: Reconciled): Promise<Reconciled> {
  const { books } = context
  const { payment, operation } = open
  if (operation?.kind !== "capture" && operation?.kind !== "credit") {
    return open
  }
  const settlement = await repeat(context, payment, { ...operation, kind: operation.kind })
  const after = await books.settle(operation.id, settlement)
  const settled = await books.retrievePaygateOperation(operation.id)
  const isClear = settled.state === "succeeded" || settled.state === "failed"
  return { ...open, payment: after, operation: settled, isClear }
}
