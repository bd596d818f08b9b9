import {
  OperationOpenError,
  type OperationDraft,
  type PaygatePaymentRecord,
  type PaymentChanges,
} from "../../modules/paygate-klarna"
import { isPaygateError, type AnswerOf, type Call, type CallResult, type PreparedCall } from "../../paygate"
import type { ProviderContext } from "./context"
import { refusal } from "../../refusals"

/** How an answer changes the payment beside its sums. */
type ChangesOf<C extends Call> = (answer: AnswerOf<C>, outcome: CallResult<C>["outcome"]) => PaymentChanges

/** One call of a payment, ready to leave. */
interface Step<C extends Call> {
  payment: PaygatePaymentRecord
  draft: Omit<OperationDraft, "request">
  prepared: PreparedCall<C>
  changesOf?: ChangesOf<C>
}

interface CarriedOut<C extends Call> {
  payment: PaygatePaymentRecord
  result: CallResult<C>
}

/** The facts every answer may bring for the books. */
function factsOfAnswer(result: CallResult<Call>): { xid?: string; invoiceNr?: string } {
  const { XID, InvoiceNr } = result.answer as { XID?: string; InvoiceNr?: string }
  return { ...(XID ? { xid: XID } : {}), ...(InvoiceNr ? { invoiceNr: InvoiceNr } : {}) }
}

/**
 * Sends a prepared call between two entries in the books: `started` before it leaves, its outcome after. Throws
 * `operation_in_progress` when the payment has another call open, and the call's own `PaygateError`.
 */
export async function carryOut<C extends Call>(
  { books, logger }: ProviderContext,
  { payment, draft, prepared, changesOf = () => ({}) }: Step<C>,
): Promise<CarriedOut<C>> {
  const operation = await books
    .begin(payment.id, { ...draft, request: prepared.maskedRequest })
    .catch((error: unknown) => {
      throw error instanceof OperationOpenError ? refusal("operation_in_progress") : error
    })
  const startedAt = performance.now()
  const durationMs = () => Math.round(performance.now() - startedAt)
  const result = await prepared.send().catch(async (error: unknown) => {
    const known = isPaygateError(error) ? error : undefined
    await books.settle(operation.id, {
      // An error of our own after sending says nothing about what Paygate did.
      state: known?.isFinal ? "failed" : "unknown",
      code: known?.code ?? "unexpected",
      message: known?.message,
      xid: known?.xid,
      durationMs: durationMs(),
    })
    logger.warn(describe(draft.kind, payment, known?.message ?? "unexpected error", known?.xid))
    throw error
  })
  const settled = await books.settle(
    operation.id,
    {
      state: result.outcome === "succeeded" ? "succeeded" : "unknown",
      code: result.code,
      durationMs: durationMs(),
      ...factsOfAnswer(result),
    },
    changesOf(result.answer, result.outcome),
  )
  return { payment: settled, result }
}

function describe(kind: string, payment: PaygatePaymentRecord, message: string, xid?: string): string {
  const references = [`TransID ${payment.trans_id}`, payment.pay_id && `PayID ${payment.pay_id}`, xid && `XID ${xid}`]
  return `paygate-klarna: ${kind} failed: ${message} (${references.filter(Boolean).join(", ")})`
}
