import { medusaCart } from "../article-list/test/carts"
import { itemRoomOf, type ItemMoves } from "../item-room"

const [MUG] = medusaCart({
  items: [{ unit_price: 10, quantity: 3, is_tax_inclusive: true, tax_lines: [], title: "Mug" }],
}).items!

const quantity = (count: number) => ({ line_item_id: "ordli_0", quantity: count })

/** The room of three mugs, after these moves. */
function roomOf(moves: Partial<ItemMoves> = {}, item: object = {}) {
  const order = { items: [{ ...MUG, id: "ordli_0", ...item }] }
  return itemRoomOf(order, { captured: [], refunded: [], hasOtherCaptures: false, ...moves })[0]
}

describe("how many of a line item may still be moved", () => {
  it("is all to capture and none to refund at first", () => {
    expect(roomOf()).toEqual({
      line_item_id: "ordli_0",
      ordered: 3,
      captured: 0,
      refunded: 0,
      capturable: 3,
      refundable: 0,
    })
  })

  it("counts every capture and refund of it", () => {
    expect(roomOf({ captured: [quantity(1), quantity(1)], refunded: [quantity(1)] })).toMatchObject({
      captured: 2,
      refunded: 1,
      capturable: 1,
      refundable: 1,
    })
  })

  it("may be any of them to refund where something was captured without naming items", () => {
    expect(roomOf({ captured: [quantity(1)], refunded: [quantity(1)], hasOtherCaptures: true })).toMatchObject({
      capturable: 2,
      refundable: 2,
    })
  })

  it("has nothing to capture of what came back, which is refunded all the same", () => {
    const returned = { detail: { return_received_quantity: 1, return_dismissed_quantity: 1 } }
    expect(roomOf({}, returned)).toMatchObject({ ordered: 3, capturable: 1 })
    expect(roomOf({ captured: [quantity(3)] }, returned)).toMatchObject({ capturable: 0, refundable: 3 })
  })

  it("is never below none, as after an edit took off what was captured", () => {
    const edited = { quantity: 1, raw_quantity: null }
    expect(roomOf({ captured: [quantity(3)] }, edited)).toMatchObject({ ordered: 1, capturable: 0, refundable: 3 })
  })

  it("is none where an edit left none, since nothing tells what one cost", () => {
    const removed = { quantity: 0, raw_quantity: null }
    expect(roomOf({ captured: [quantity(3)] }, removed)).toMatchObject({ capturable: 0, refundable: 0 })
  })
})
