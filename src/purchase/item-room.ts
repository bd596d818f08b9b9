import { MathBN } from "@medusajs/framework/utils"
import type { ArticleListSource } from "./article-list"
import { sumUp, wholeItem, type ItemQuantity, type WholeItem } from "./item-costs"
import type { Decimal } from "./money"

/** What was captured and refunded of an order item by item. */
export interface ItemMoves {
  captured: readonly ItemQuantity[]
  refunded: readonly ItemQuantity[]
  /** Whether something was captured without naming items, so that any of them may have been. */
  hasOtherCaptures: boolean
}

/** A line item of an order: how many there are, how many were moved by name, and how many more may be. */
export interface ItemRoom {
  line_item_id: string
  ordered: number
  captured: number
  refunded: number
  /** Those that have neither come back nor been captured. */
  capturable: number
  /** Those that were captured, or may have been, and are not refunded; whether they have come back does not matter. */
  refundable: number
}

const ZERO = MathBN.convert(0)

const atLeastZero = (quantity: Decimal): number => MathBN.max(quantity, 0).toNumber()

/** What may be refunded counts from: an edit may have taken off the order what was captured before. */
function refundedFrom({ quantity }: WholeItem, captured: Decimal, hasOtherCaptures: boolean): Decimal {
  if (quantity.isZero()) {
    // Nothing tells any more what one of them cost.
    return ZERO
  }
  return hasOtherCaptures ? MathBN.max(quantity, captured) : captured
}

/** How much of each line item of an order was moved, and how much more may be. */
export function itemRoomOf(order: ArticleListSource, { hasOtherCaptures, ...moves }: ItemMoves): ItemRoom[] {
  const capturedOf = sumUp(moves.captured)
  const refundedOf = sumUp(moves.refunded)
  return (order.items ?? []).flatMap((item): ItemRoom[] => {
    if (!item?.id) {
      return []
    }
    const whole = wholeItem(item)
    const captured = capturedOf.get(item.id) ?? ZERO
    const refunded = refundedOf.get(item.id) ?? ZERO
    return [
      {
        line_item_id: item.id,
        ordered: whole.quantity.toNumber(),
        captured: captured.toNumber(),
        refunded: refunded.toNumber(),
        capturable: atLeastZero(whole.current.minus(captured)),
        refundable: atLeastZero(refundedFrom(whole, captured, hasOtherCaptures).minus(refunded)),
      },
    ]
  })
}
