import type { Capture } from "../merchant/due"
import { dueFor, isAllSent } from "../merchant/due"
import type { Order } from "../merchant/order-items"
import type { SentParcel } from "../merchant/sent-parcels"

/** Mugs at 10.00 and a plate at 7.50; delivery is 4.90. */
function orderOf({ returned = 0 } = {}): Order {
  const mugs = { id: "mugs", quantity: 3, total: 10 * (3 - returned), return_received_total: 10 * returned }
  const order = {
    items: [
      { ...mugs, detail: { return_received_quantity: returned, return_dismissed_quantity: 0 } },
      { id: "plate", quantity: 1, total: 7.5 },
    ],
    shipping_methods: [{ id: "delivery", total: 4.9 }],
  }
  return { order, categoryNames: new Map() }
}

const parcel = (id: string, quantities: Record<string, number>): SentParcel => ({
  id,
  items: Object.entries(quantities).map(([line_item_id, quantity]) => ({ line_item_id, quantity })),
  shippingInfo: [],
})
const FIRST = parcel("first", { mugs: 2 })
const SECOND = parcel("second", { mugs: 1, plate: 1 })

const captured = (minor_amount: number, by?: SentParcel): Capture =>
  ({ minor_amount, items: by?.items ?? null, fulfillment_id: by?.id ?? null }) as unknown as Capture
const byName = (minor_amount: number, quantities: Record<string, number>): Capture => ({
  ...captured(minor_amount, parcel("", quantities)),
  fulfillment_id: null,
})

const due = (parcels: SentParcel[], captures: Capture[], order = orderOf()) =>
  dueFor(order, parcels, captures, "EUR").minorAmount

describe("what is due for a parcel", () => {
  it("is what its items cost, and delivery with the first", () => {
    expect(due([FIRST], [])).toBe(2490)
    expect(due([FIRST, SECOND], [captured(2490, FIRST)])).toBe(1750)
  })

  it("is nothing once it is captured", () => {
    expect(due([FIRST], [captured(2490, FIRST)])).toBe(0)
    expect(due([FIRST, SECOND], [captured(2490, FIRST), captured(1750, SECOND)])).toBe(0)
  })

  it("is what the first of two payments could not give", () => {
    expect(due([FIRST], [captured(1000, FIRST)])).toBe(1490)
    expect(due([FIRST, SECOND], [captured(1000, FIRST)])).toBe(1750)
  })

  it("is less by what was captured by amount, which counts for what was sent first", () => {
    expect(due([FIRST], [captured(1000)])).toBe(1490)
    expect(due([FIRST], [captured(2490)])).toBe(0)
    expect(due([FIRST, SECOND], [captured(2490)])).toBe(1750)
    expect(due([FIRST, SECOND], [captured(3000)])).toBe(4240 - 3000)
  })

  it("is not less by what was captured by name before it is sent, nor more by what that left out", () => {
    expect(due([FIRST], [byName(1240, { plate: 1 })])).toBe(2000)
    expect(due([FIRST], [byName(500, { mugs: 2 })])).toBe(0)
    expect(due([FIRST, SECOND], [byName(500, { mugs: 2 })])).toBe(1750)
  })

  it("leaves out what has come back", () => {
    expect(due([FIRST], [], orderOf({ returned: 2 }))).toBe(1490)
    expect(due([FIRST], [], orderOf({ returned: 3 }))).toBe(0)
    expect(due([FIRST, SECOND], [captured(2490, FIRST)], orderOf({ returned: 1 }))).toBe(750)
  })

  it("names what of the parcel nothing else was captured for", () => {
    expect(dueFor(orderOf(), [SECOND], [byName(1490, { mugs: 3 })], "EUR").items).toEqual([
      { line_item_id: "plate", quantity: 1 },
    ])
  })
})

describe("an order", () => {
  it("is all sent once each item that has not come back is in a parcel", () => {
    expect(isAllSent(orderOf(), [FIRST])).toBe(false)
    expect(isAllSent(orderOf(), [FIRST, SECOND])).toBe(true)
    expect(isAllSent(orderOf({ returned: 2 }), [SECOND])).toBe(true)
  })
})
