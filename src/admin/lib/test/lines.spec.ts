import type { OrderItemsResponse } from "../../../types/payment"
import { firstQuantities, hintsOf, linesOf } from "../lines"

const ITEMS = [
  { id: "ordli_1", title: "Mug", subtitle: "White", quantity: 3, total: 30 },
  { id: "ordli_2", title: "Book", subtitle: "", quantity: 1, total: 12 },
]

/** All three mugs are captured, one is refunded; the book is untouched. */
function orderItems(changes: Partial<OrderItemsResponse> = {}): OrderItemsResponse {
  return {
    items: [
      { line_item_id: "ordli_1", ordered: 3, captured: 3, refunded: 1, capturable: 0, refundable: 2 },
      { line_item_id: "ordli_2", ordered: 1, captured: 0, refunded: 0, capturable: 1, refundable: 0 },
    ],
    without_items: { captured: 0, refunded: 0 },
    shipping: { amount: 4.9, is_captured: true },
    ...changes,
  }
}
const answer = orderItems()
const linesFor = (movement: "capture" | "refund", of: OrderItemsResponse | null = answer) =>
  linesOf(ITEMS, of, movement)

describe("the lines of an order", () => {
  it("have what is left to capture of each", () => {
    expect(linesFor("capture")).toEqual([
      { id: "ordli_1", title: "Mug · White", ordered: 3, left: 0, total: 30 },
      { id: "ordli_2", title: "Book", ordered: 1, left: 1, total: 12 },
    ])
  })

  it("have what is left to refund of each", () => {
    expect(linesFor("refund").map(({ left }) => left)).toEqual([2, 0])
  })

  it("are none where nothing is known of them", () => {
    expect(linesFor("capture", null)).toEqual([])
  })
})

describe("what the form begins with", () => {
  it("is all that is left to capture", () => {
    expect(firstQuantities(linesFor("capture"), answer, "capture")).toEqual({ ordli_2: "1" })
  })

  it("is nothing where an amount was captured, since nobody knows of what", () => {
    const unknown = orderItems({ without_items: { captured: 5, refunded: 0 } })
    expect(firstQuantities(linesFor("capture"), unknown, "capture")).toEqual({})
  })

  it("is nothing to refund", () => {
    expect(firstQuantities(linesFor("refund"), answer, "refund")).toEqual({})
  })
})

describe("what the merchant is told beside them", () => {
  const t = (key: string, values?: Record<string, string | number>) => [key, ...Object.values(values ?? {})].join(" ")
  const hints = (movement: "capture" | "refund", changes: Partial<OrderItemsResponse> = {}) =>
    hintsOf(orderItems(changes), movement, { t, write: String })

  it.each([
    ["capture", false, "items.shippingIncluded 4.9"],
    ["capture", true, "items.shippingCaptured 4.9"],
    ["refund", true, "items.shippingApart 4.9"],
  ] as const)("is what becomes of delivery: %s, captured %s", (movement, is_captured, hint) => {
    expect(hints(movement, { shipping: { amount: 4.9, is_captured } })).toEqual([hint])
  })

  it("is nothing of delivery that is free", () => {
    expect(hints("capture", { shipping: { amount: 0, is_captured: false } })).toEqual([])
  })

  it("is what was moved without naming articles, as far as it matters", () => {
    const changes = { without_items: { captured: 5, refunded: 2 }, shipping: { amount: 0, is_captured: true } }
    expect(hints("capture", changes)).toEqual(["items.capturedByAmount 5"])
    expect(hints("refund", changes)).toEqual(["items.capturedByAmount 5", "items.refundedByAmount 2"])
  })
})
