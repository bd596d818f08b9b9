import type { HostedVisit, PaygatePaymentRecord } from "./records"

/** Klarna's session lasts 48 hours (protocol facts, "Lifetimes"), and Paygate repeats its notification for 22 more. */
const LIFETIME_MS = 72 * 3_600_000

/** The times a payment's hosted page was opened, oldest first. */
export function visitsOf({ visits }: Pick<PaygatePaymentRecord, "visits">): HostedVisit[] {
  return (visits as unknown as HostedVisit[] | null) ?? []
}

/** Whether Paygate has created the payment's order by itself, after its hosted page (`Order=AUTO`). */
export function isOrderedByPaygate(payment: Pick<PaygatePaymentRecord, "visits" | "trans_id" | "pay_id">): boolean {
  const visit = visitsOf(payment).find(({ trans_id }) => trans_id === payment.trans_id)
  return payment.pay_id !== null && visit?.is_auto === true
}

/** The visits that Paygate may create an order after, or has, without a report of it so far. */
export function unreportedVisits(
  payment: Pick<PaygatePaymentRecord, "flow" | "visits" | "pay_id">,
  now = Date.now(),
): HostedVisit[] {
  return payment.flow !== "hosted" || payment.pay_id !== null
    ? []
    : visitsOf(payment).filter(({ is_auto, at }) => is_auto && now - new Date(at).getTime() < LIFETIME_MS)
}
