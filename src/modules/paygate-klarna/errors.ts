import type { OperationKind } from "./kinds"
import type { PaygateOperationRecord, PaygatePaymentRecord } from "./records"

/** Somebody else's operation is in the way: one that is open, or one that has just done the same. Nothing was written. */
export class OperationOpenError extends Error {
  constructor(readonly other: PaygateOperationRecord) {
    super(`operation ${other.id} (${other.kind}, ${other.state}) of payment ${other.payment_id} is in the way`)
    this.name = "OperationOpenError"
  }
}

/** The payment's state no longer lets an operation of this kind begin; nothing was written. */
export class PaymentClosedError extends Error {
  constructor({ id, state }: PaygatePaymentRecord, kind: OperationKind) {
    super(`payment ${id} is ${state}: no ${kind} can begin`)
    this.name = "PaymentClosedError"
  }
}
