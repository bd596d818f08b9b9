import {
  haveSameSums,
  OperationOpenError,
  PaymentClosedError,
  SumsMovedError,
  type OperationDraft,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
  type PaymentChanges,
} from "../modules/paygate-klarna"
import {
  isPaygateError,
  PaygateError,
  type AnswerOf,
  type Call,
  type CallResult,
  type Language,
  type PreparedCall,
  type RequestOf,
} from "../paygate"
import { referencesOf } from "../references"
import { refusal } from "../refusals"
import type { OperationContext } from "./context"
import { settleBeforeStep } from "./settle-open-operation"
import { isInformational, isOpen, longestFlight } from "./timing"

/** How an answer changes the payment beside its sums. */
type ChangesOf<C extends Call> = (answer: AnswerOf<C>, outcome: CallResult<C>["outcome"]) => PaymentChanges

/** One call of a payment. */
interface Step<C extends Call> {
  payment: PaygatePaymentRecord
  draft: Omit<OperationDraft, "request">
  /** Refuses what does not fit a parameter. */
  prepare: () => PreparedCall<C>
  changesOf?: ChangesOf<C>
  /** How a failure changes the payment, booked together with it. */
  changesByError?: (error: PaygateError) => PaymentChanges
}

interface CarriedOut<C extends Call> {
  /** Id of the operation in the books. */
  operationId: string
  payment: PaygatePaymentRecord
  result: CallResult<C>
}

/** The facts every answer may bring for the books. */
function factsOfAnswer(result: CallResult<Call>): { xid?: string; invoiceNr?: string } {
  const { XID, InvoiceNr } = result.answer as { XID?: string; InvoiceNr?: string }
  return { ...(XID ? { xid: XID } : {}), ...(InvoiceNr ? { invoiceNr: InvoiceNr } : {}) }
}

/** Prepares a call. What does not fit a parameter is logged by its name, since the shopper is not told. */
export function prepareCall<C extends Call>(
  { client, logger }: OperationContext,
  call: C,
  values: RequestOf<C>,
  language?: Language,
): PreparedCall<C> {
  try {
    return client.prepare(call, values, language)
  } catch (error) {
    logger.warn(`paygate-klarna: ${isPaygateError(error) ? error.message : `${call.name} could not be prepared`}`)
    throw error
  }
}

/** After sending, an error of our own says nothing about what Paygate did. */
function asOpenOutcome(error: unknown, { call }: PreparedCall<Call>, payment: PaygatePaymentRecord): PaygateError {
  return isPaygateError(error)
    ? error
    : new PaygateError({
        kind: "unknown",
        code: "unexpected",
        message: `An unexpected error after ${call.name} was sent; it may have been carried out`,
        call: call.name,
        transId: payment.trans_id,
        payId: payment.pay_id ?? undefined,
      })
}

/** What is open for good changes nothing: a session without its answer has no client token, so it can never be paid. */
function openStateOf({ call }: PreparedCall<Call>): "failed" | "unknown" {
  return call.changesState ? "unknown" : "failed"
}

/** Whether an informational call has slipped in that is over by now, and has left all that this step was prepared by. */
async function hasLetThrough(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  other: PaygateOperationRecord,
): Promise<boolean> {
  if (!isOpen(other) || !isInformational(other)) {
    return false
  }
  const { payment: now, isClear } = await settleBeforeStep(context, payment)
  return isClear && now.state === payment.state && haveSameSums(now, payment)
}

/** Books what could not be built, so that a merchant finds why nothing was sent; the error names parameters alone. */
async function prepareStep<C extends Call>(
  { books, logger }: OperationContext,
  { payment, draft, prepare, changesByError = () => ({}) }: Step<C>,
): Promise<PreparedCall<C>> {
  try {
    return prepare()
  } catch (error) {
    if (isPaygateError(error)) {
      const { code, message } = error
      await books
        .bookUnsentStep(payment.id, { ...draft, code, message }, changesByError(error))
        .catch((cause: unknown) =>
          logger.error(describe(draft.kind, payment, `it could not be booked (${(cause as Error).name})`)),
        )
    }
    throw error
  }
}

/** Writes the operation as `started`. Throws `operation_in_progress` and `payment_closed`. */
async function begin(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  draft: OperationDraft,
  until = Date.now() + longestFlight(context.options.timeout_ms),
): Promise<PaygateOperationRecord> {
  try {
    return await context.books.begin(payment.id, draft)
  } catch (error) {
    if (error instanceof OperationOpenError) {
      if (Date.now() < until && (await hasLetThrough(context, payment, error.other))) {
        return begin(context, payment, draft, until)
      }
      throw refusal("operation_in_progress")
    }
    if (error instanceof SumsMovedError) {
      throw refusal("operation_in_progress")
    }
    throw error instanceof PaymentClosedError ? refusal("payment_closed") : error
  }
}

/**
 * Sends a call between two entries in the books: `started` before it leaves, its outcome after. One that cannot be built
 * stands there as never sent. Throws `operation_in_progress` when the payment has another call open, or its sums have
 * moved since the step's amount was told, `payment_closed` when it was given up meanwhile, and the call's own
 * `PaygateError`. An outcome that cannot be booked is thrown as `unknown`: the operation stays open.
 */
export async function carryOut<C extends Call>(context: OperationContext, step: Step<C>): Promise<CarriedOut<C>> {
  const { books, logger } = context
  const { payment, draft, changesOf = () => ({}), changesByError = () => ({}) } = step
  const prepared = await prepareStep(context, step)
  const operation = await begin(context, payment, { ...draft, request: prepared.maskedRequest })
  const startedAt = performance.now()
  const durationMs = () => Math.round(performance.now() - startedAt)
  // By its name alone: a database's message may quote values.
  const noteUnbooked = (error: unknown) =>
    logger.error(describe(draft.kind, payment, `its outcome could not be booked (${(error as Error).name})`))
  const result = await prepared.send().catch(async (cause: unknown) => {
    const error = asOpenOutcome(cause, prepared, payment)
    logger.warn(describe(draft.kind, payment, error.message, error.xid))
    const { code, message, xid } = error
    const state = error.isFinal ? "failed" : openStateOf(prepared)
    await books
      .settle(operation.id, { state, code, message, xid, durationMs: durationMs() }, changesByError(error))
      .catch(noteUnbooked)
    throw error
  })
  try {
    const state = result.outcome === "succeeded" ? result.outcome : openStateOf(prepared)
    const settled = await books.settle(
      operation.id,
      { state, code: result.code, durationMs: durationMs(), ...factsOfAnswer(result) },
      changesOf(result.answer, result.outcome),
    )
    return { operationId: operation.id, payment: settled, result }
  } catch (error) {
    noteUnbooked(error)
    throw asOpenOutcome(error, prepared, payment)
  }
}

function describe(kind: string, payment: PaygatePaymentRecord, message: string, xid?: string): string {
  return `paygate-klarna: ${kind} failed: ${message} (${referencesOf({ ...payment, xid })})`
}
