import type { OperationKind } from "./kinds"
import type { PaygateOperationRecord, PaygatePaymentRecord } from "./records"

/** Somebody else's operation is in the way: one that is open, or one that has just done the same. Nothing was written. */
export class OperationOpenError extends Error {
  constructor(readonly other: PaygateOperationRecord) {
    super(`operation ${other.id} (${other.kind}, ${other.state}) of payment ${other.payment_id} is in the way`)
    this.name = "OperationOpenError"
  }
}

/** A payment's sums are no longer those by which an operation's amount was told; nothing was written. */
export class SumsMovedError extends Error {
  constructor({ id }: PaygatePaymentRecord, kind: OperationKind) {
    super(`the sums of payment ${id} have changed since its ${kind} was asked for`)
    this.name = "SumsMovedError"
  }
}

/** The payment's state no longer lets an operation of this kind begin; nothing was written. */
export class PaymentClosedError extends Error {
  constructor({ id, state }: PaygatePaymentRecord, kind: OperationKind) {
    super(`payment ${id} is ${state}: no ${kind} can begin`)
    this.name = "PaymentClosedError"
  }
}
