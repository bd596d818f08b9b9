import type { OperationKind, PaygateOperationRecord, PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { Call, CallResult } from "../paygate"
import { refusal } from "../refusals"
import { exclusively, type OperationContext } from "./context"
import { settleBeforeStep } from "./settle-open-operation"
import { mayComeLate } from "./timing"

/** Medusa's payment session, as named by the data of a session or payment of this plugin. */
export function sessionIdOf(data: Record<string, unknown> | undefined): string {
  return String(data?.["session_id"])
}

/** The payment behind Medusa's data. Throws `session_unknown`. */
export async function requirePayment(
  { books }: OperationContext,
  data: Record<string, unknown> | undefined,
): Promise<PaygatePaymentRecord> {
  const found = await books.findPaymentBySession(sessionIdOf(data))
  if (!found) {
    throw refusal("session_unknown")
  }
  return found
}

/**
 * Works on a payment while nobody else of this process does, whichever of Medusa's payments it is known by; the payment
 * is read when its turn has come.
 */
export async function withPayment<Result>(
  context: OperationContext,
  { id, payment_session_id }: PaygatePaymentRecord,
  work: (payment: PaygatePaymentRecord) => Promise<Result>,
): Promise<Result> {
  return exclusively(context, payment_session_id, async () => work(await context.books.retrievePaygatePayment(id)))
}

/** Klarna changes an order before its first capture only. Throws `payment_not_authorized` or `change_after_capture`. */
export function requireUncaptured({ state, captured_amount }: PaygatePaymentRecord): void {
  if (state !== "authorized") {
    throw refusal("payment_not_authorized")
  }
  if (captured_amount > 0) {
    throw refusal("change_after_capture")
  }
}

/** Why a payment cannot take its next step while this operation is open. */
export function openRefusal(operation: PaygateOperationRecord | undefined): Error {
  return refusal(operation?.state === "started" ? "operation_in_progress" : "outcome_unknown")
}

/** Throws `outcome_unknown` for a call that Paygate is still busy with. */
export function requireOutcome({ outcome }: Pick<CallResult<Call>, "outcome">): void {
  if (outcome === "pending") {
    throw refusal("outcome_unknown")
  }
}

/** Settles what is open first. Throws `operation_in_progress` or `outcome_unknown` when that cannot be done now. */
export async function requireClear(
  context: OperationContext,
  found: PaygatePaymentRecord,
): Promise<PaygatePaymentRecord> {
  const { payment, operation, isClear } = await settleBeforeStep(context, found)
  if (!isClear) {
    throw openRefusal(operation)
  }
  return payment
}

/**
 * The same for an informational step: one of its kind that may yet be carried out would undo it, so that is waited out.
 * Throws `operation_in_progress`.
 */
export async function requireTurn(
  context: OperationContext,
  found: PaygatePaymentRecord,
  kind: OperationKind,
): Promise<PaygatePaymentRecord> {
  const payment = await requireClear(context, found)
  if ((await context.books.listSettledOperations(payment.id, kind)).some(mayComeLate)) {
    throw refusal("operation_in_progress")
  }
  return payment
}
