import type { OperationKind, PaygatePaymentState, StepKind } from "./kinds"

/** The sums of a Paygate payment, in minor units. */
export interface Sums {
  authorized_amount: number
  captured_amount: number
  refunded_amount: number
  released_amount: number
}

/** What is left of the authorization, in minor units: capturable, or to be released. */
export function remainingAmount(sums: Sums): number {
  return sums.authorized_amount - sums.captured_amount - sums.released_amount
}

/** Whether no money has moved between two readings of a payment. */
export function haveSameSums(one: Sums, other: Sums): boolean {
  return (
    one.authorized_amount === other.authorized_amount &&
    one.captured_amount === other.captured_amount &&
    one.refunded_amount === other.refunded_amount &&
    one.released_amount === other.released_amount
  )
}

/** What Paygate has carried out. */
interface CarriedOut {
  kind: OperationKind
  minorAmount: number
  /** A capture that also released what it left. */
  completes?: boolean
}

/** How a succeeded operation changes the books. */
export function changesBySuccess(
  { kind, minorAmount, completes = false }: CarriedOut,
  sums: Sums,
): Partial<Sums> & { state?: PaygatePaymentState; release_due_at?: null } {
  switch (kind) {
    case "create_session":
      return { state: "open" }
    case "create_order":
    case "create_recurring_order":
      return { state: "authorized", authorized_amount: minorAmount }
    case "update_order":
      return { authorized_amount: minorAmount }
    case "capture": {
      const captured = { captured_amount: sums.captured_amount + minorAmount }
      const rest = remainingAmount({ ...sums, ...captured })
      return completes ? { ...captured, released_amount: sums.released_amount + rest, release_due_at: null } : captured
    }
    case "credit":
      return { refunded_amount: sums.refunded_amount + minorAmount }
    case "reverse": {
      const released = { released_amount: sums.released_amount + minorAmount, release_due_at: null }
      return sums.captured_amount === 0 ? { ...released, state: "canceled" } : released
    }
    case "update_address":
    case "update_reference":
    case "resend_invoice":
    case "inquire":
      return {}
    default:
      return kind satisfies never
  }
}

/**
 * How a failed operation changes the payment: without its session it cannot be paid, and an order that was still being
 * decided will not come. An order creation refused at once leaves the session open for another try.
 */
export function changesByFailure(kind: OperationKind, state: PaygatePaymentState): { state?: PaygatePaymentState } {
  if (kind === "create_session" || (kind === "create_order" && state === "pending")) {
    return { state: "failed" }
  }
  return {}
}

/** Whether a payment in this state lets an operation of this kind begin. */
export function allowsStep(state: PaygatePaymentState, kind: StepKind): boolean {
  switch (kind) {
    case "create_session":
      return state === "opening"
    case "create_order":
      return state === "open"
    case "create_recurring_order":
      return state === "opening" || state === "open"
    case "update_address":
    case "update_reference":
    case "update_order":
    case "capture":
    case "credit":
    case "reverse":
    case "resend_invoice":
      return state === "authorized"
    default:
      return kind satisfies never
  }
}
