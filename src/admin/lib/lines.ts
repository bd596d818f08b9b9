import type { OrderItemsResponse } from "../../types/payment"
import type { LineItem } from "./order"
import type { Texts } from "./texts"

/** A line of the order, of which any quantity up to what is left may be chosen. */
export interface Line {
  id: string
  title: string
  ordered: number
  left: number
  /** Of all that was ordered, in major units. */
  total: number
}

export type Movement = "capture" | "refund"

const LEFT = { capture: "capturable", refund: "refundable" } as const

/** The order's lines with what is left of each, as the route says. */
export function linesOf(items: readonly LineItem[], orderItems: OrderItemsResponse | null, movement: Movement): Line[] {
  return (orderItems?.items ?? []).flatMap((one) => {
    const item = items.find(({ id }) => id === one.line_item_id)
    return item
      ? [
          {
            id: item.id,
            title: [item.title, item.subtitle].filter(Boolean).join(" · "),
            ordered: one.ordered,
            left: one[LEFT[movement]],
            total: item.total,
          },
        ]
      : []
  })
}

/**
 * What the form begins with: all that is left to capture, as Medusa begins a fulfillment, unless amounts were captured,
 * too, so that nobody knows what is; and no refund of anything.
 */
export function firstQuantities(
  lines: readonly Line[],
  orderItems: OrderItemsResponse | null,
  movement: Movement,
): Record<string, string> {
  const isKnown = orderItems?.without_items.captured === 0
  return movement === "capture" && isKnown
    ? Object.fromEntries(lines.filter(({ left }) => left > 0).map(({ id, left }) => [id, String(left)]))
    : {}
}

/** What the merchant should know when choosing articles. */
export function hintsOf(
  { without_items, shipping }: OrderItemsResponse,
  movement: Movement,
  { t, write }: Pick<Texts, "t"> & { write: (amount: number) => string },
): string[] {
  const { captured, refunded } = without_items
  const delivery =
    movement === "refund"
      ? "items.shippingApart"
      : shipping.is_captured
        ? "items.shippingCaptured"
        : "items.shippingIncluded"
  return [
    ...(shipping.amount > 0 ? [t(delivery, { amount: write(shipping.amount) })] : []),
    ...(captured > 0 ? [t("items.capturedByAmount", { amount: write(captured) })] : []),
    ...(refunded > 0 && movement === "refund" ? [t("items.refundedByAmount", { amount: write(refunded) })] : []),
  ]
}
