import { remainingAmount, type PaygateOperationRecord, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { invoicesOf } from "./resend-invoice"
import { isInformational, isOpen, mayComeLate } from "./timing"

/** Why something cannot be done with a payment now; the admin API's `BlockedReason`. */
type Reason =
  | "pending"
  | "not_authorized"
  | "canceled"
  | "open_operation"
  | "nothing_left"
  | "nothing_captured"
  | "nothing_to_refund"
  | "change_after_capture"
  | "order_missing"

type Operation = Pick<PaygateOperationRecord, "kind" | "state" | "code" | "created_at" | "invoice_nr">

type Payment = Pick<
  PaygatePaymentRecord,
  "state" | "authorized_amount" | "captured_amount" | "refunded_amount" | "released_amount"
>

/** What stands in the way of any step at all; what only informs Klarna the others do not wait for. */
function generalReason({ state }: Payment, operations: readonly Operation[]): Reason | null {
  switch (state) {
    case "pending":
      return "pending"
    case "opening":
    case "open":
    case "failed":
      return "not_authorized"
    case "canceled":
      return "canceled"
    case "authorized":
      return operations.some((one) => isOpen(one) && !isInformational(one)) ? "open_operation" : null
    default:
      return state satisfies never
  }
}

/** What the payment itself does not say. */
interface Facts {
  hasOrder: boolean
  /** What Paygate and Medusa can both capture, in minor units. */
  capturable: number
  /** The same of refunds. */
  refundable: number
}

/** What may be done with a payment now, by the last part of the admin route: `null`, or why it may not. */
export function allowedActions(
  payment: Payment,
  operations: readonly Operation[],
  { hasOrder, capturable, refundable }: Facts,
) {
  const general = generalReason(payment, operations)
  const nothingLeft = remainingAmount(payment) <= 0 ? "nothing_left" : null
  const isCaptured = payment.captured_amount > 0
  const nothingCaptured = isCaptured ? null : "nothing_captured"
  const nothingToRefund = refundable > 0 ? null : "nothing_to_refund"
  const afterCapture = isCaptured ? "change_after_capture" : nothingLeft
  const reason = (own: Reason | null) => general ?? own
  const late = (kind: Operation["kind"]) =>
    operations.some((one) => one.kind === kind && mayComeLate(one)) ? "open_operation" : null
  return {
    capture: reason(nothingLeft ?? (capturable > 0 ? null : "nothing_left")),
    refund: reason(nothingCaptured ?? nothingToRefund),
    release: reason(nothingLeft),
    address: reason(afterCapture ?? late("update_address")),
    reference: reason(afterCapture ?? late("update_reference")),
    order_lines: reason(afterCapture ?? (hasOrder ? null : "order_missing")),
    resend_invoice: reason(invoicesOf(operations).length > 0 ? late("resend_invoice") : "nothing_captured"),
    // Asking does no harm.
    sync: null,
  }
}
