import type { PaygateOperationResponse, PaygatePaymentResponse } from "../../types/payment"
import { digitsOf } from "./format"

export type Payment = PaygatePaymentResponse["payment"]

export interface Status {
  /** Below `status` in the texts. */
  name: string
  color: "green" | "orange" | "red" | "grey" | "blue"
}

/** How a payment stands, in one word, as Medusa would say it. */
export function statusOf(payment: Payment): Status {
  const { state, captured, refunded, remaining, expired_at } = payment
  if (state === "failed") return { name: state, color: "red" }
  if (state !== "authorized" && captured === 0) return { name: state, color: state === "canceled" ? "grey" : "orange" }
  if (refunded > 0) return { name: refunded < captured ? "partially_refunded" : "refunded", color: "orange" }
  if (captured > 0 && remaining > 0) return { name: "partially_captured", color: "orange" }
  if (captured > 0) return { name: "captured", color: "green" }
  return expired_at ? { name: "expired", color: "red" } : { name: state, color: "green" }
}

/** Whether there ever was an amount that could be captured. */
export function wasAuthorized({ state, captured, released }: Payment): boolean {
  return state === "authorized" || captured > 0 || released > 0
}

/** Whether it is not over yet, so that the answer may change by itself. */
export function isWaiting({ payment, operations }: Omit<PaygatePaymentResponse, "order_items">): boolean {
  return payment.state === "pending" || payment.state === "opening" || operations.some(isOpen)
}

export function isOpen({ state }: PaygateOperationResponse): boolean {
  return state === "started" || state === "unknown"
}

/** Paygate's id of the newest step that has one; that of an inquiry is no step's. */
export function newestXid(operations: readonly PaygateOperationResponse[]): string | null {
  return operations.findLast(({ kind, xid }) => kind !== "inquire" && xid !== null)?.xid ?? null
}

/** What Medusa's and the plugin's sums are, where they differ and no check has noted more. */
export function differencesOf(payment: Payment): NonNullable<Payment["divergence"]> | null {
  const { divergence, medusa, captured, refunded, currency_code } = payment
  if (divergence) return divergence
  // Medusa does not round, so its sums may have more decimal places than the currency.
  const digits = digitsOf(currency_code)
  const isSame = (a: number, b: number) => a.toFixed(digits) === b.toFixed(digits)
  const agree = isSame(medusa.captured, captured) && isSame(medusa.refunded, refunded)
  return agree ? null : { books: { captured, refunded }, paygate: {}, medusa }
}
