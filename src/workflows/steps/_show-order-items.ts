import type { Currency } from "../../paygate"
import { toMajor } from "../../purchase"
import type { OrderItems } from "../../reconciliation"
import type { OrderItemsResponse } from "../../types/payment"

/** An order's items as the admin API shows them. */
export function showOrderItems({ items, withoutItems, shipping }: OrderItems, currency: Currency): OrderItemsResponse {
  const major = (minorAmount: number) => toMajor(minorAmount, currency)
  return {
    items,
    without_items: { captured: major(withoutItems.captured), refunded: major(withoutItems.refunded) },
    shipping: { amount: major(shipping.amount), is_captured: shipping.isCaptured },
  }
}
