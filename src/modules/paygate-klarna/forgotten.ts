import type { PaygatePaymentRecord, PaymentChanges } from "./records"

/** What became of a payment, without what its customer is recognised by when that customer was forgotten. */
export function withoutForgotten(
  changes: PaymentChanges,
  { addresses_fingerprint }: PaygatePaymentRecord,
): PaymentChanges {
  if (addresses_fingerprint !== "") {
    return changes
  }
  const { addresses_fingerprint: _, told_address_fingerprint: __, ...others } = changes
  return others
}
