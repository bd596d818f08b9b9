import { MathBN } from "@medusajs/framework/utils"
import fc from "fast-check"
import { arbitraryCart, medusaCart, minorOf, type Cart } from "../article-list/test/carts"
import { buildArticleList } from "../article-list"
import { isWhole, partOf, type ItemQuantity } from "../item-costs"

const SHOP = { currency: "EUR", withShipping: true } as const

/** An order whose items can be named. */
const withIds = (cart: Cart): Cart => ({
  ...cart,
  items: (cart.items ?? []).map((item, index) => ({ ...item, id: `ordli_${index}` })),
})
const orders = arbitraryCart({ credits: false })
  .map(withIds)
  .filter(({ items }) => (items ?? []).length > 0)

/** Cuts an order into parcels of one item each, in any order. */
const parcels = (order: Cart) =>
  fc
    .tuple(
      ...(order.items ?? []).map((item) =>
        fc.integer({ min: 1, max: 5 }).map((count): ItemQuantity[] => {
          const { return_received_quantity: received = 0, return_dismissed_quantity: dismissed = 0 } =
            item?.detail ?? {}
          const quantity = Number(MathBN.sub(item?.quantity ?? 0, MathBN.add(received ?? 0, dismissed ?? 0)))
          const piece = Math.floor((quantity / count) * 1000) / 1000
          const last = Number((quantity - piece * (count - 1)).toFixed(3))
          return [...Array<number>(count - 1).fill(piece), last]
            .filter((part) => part > 0)
            .map((part) => ({ line_item_id: item?.id ?? "", quantity: part }))
        }),
      ),
    )
    .chain((parts) => fc.shuffledSubarray(parts.flat(), { minLength: parts.flat().length }))

const cutOrders = orders
  .chain((order) => parcels(order).map((parts) => ({ order, parts })))
  .filter(({ parts }) => parts.length > 0)

/** What the parts cost, one after the other, in minor units. */
function costsOf(order: Cart, parts: readonly ItemQuantity[]): number[] {
  return parts.map((part, index) => partOf(order, [part], { ...SHOP, earlier: parts.slice(0, index) }).minorAmount)
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe("what part of an order costs", () => {
  it("adds up to the whole order to the cent, however it is cut", () => {
    fc.assert(
      fc.property(cutOrders, ({ order, parts }) => {
        expect(sum(costsOf(order, parts))).toBe(minorOf(order.total))
      }),
      { numRuns: 500 },
    )
  })

  it("makes article lists that add up to it", () => {
    fc.assert(
      fc.property(cutOrders, ({ order, parts: [part] }) => {
        const { minorAmount, source } = partOf(order, [part!], SHOP)
        fc.pre(minorAmount > 0)
        const { lines } = buildArticleList(source, { minorAmount, currency: "EUR", country: "DE", language: "DE" })
        expect(sum(lines.map(({ total_amount }) => total_amount))).toBe(minorAmount)
      }),
    )
  })

  const THREE = withIds(
    medusaCart({
      items: [{ unit_price: 3.3333, quantity: 3, is_tax_inclusive: true, tax_lines: [{ rate: 19 }], title: "Mug" }],
      shipping_methods: [{ amount: 4.9, is_tax_inclusive: true, name: "Post" }],
    }),
  )
  const one: ItemQuantity = { line_item_id: "ordli_0", quantity: 1 }

  it("has the delivery with the first part alone", () => {
    expect(costsOf(THREE, [one, one, one])).toEqual([823, 334, 333])
  })

  it("has no delivery in it where none is asked for", () => {
    expect(partOf(THREE, [one], { ...SHOP, withShipping: false }).minorAmount).toBe(333)
  })

  it.each<[string, ItemQuantity[], string, string]>([
    ["an unknown item", [one, { line_item_id: "ordli_9", quantity: 1 }], "line_item_unknown", "items.1.line_item_id"],
    ["no quantity", [{ ...one, quantity: 0 }], "quantity_invalid", "items.0.quantity"],
    ["less than none", [{ ...one, quantity: -1 }], "quantity_invalid", "items.0.quantity"],
    ["more than there are", [{ ...one, quantity: 3.001 }], "quantity_invalid", "items.0.quantity"],
    ["more than there are, item by item", [one, one, one, one], "quantity_invalid", "items.3.quantity"],
  ])("is refused for %s, naming the field", (_what, items, code, field) => {
    const read = () => partOf(THREE, items, SHOP)
    expect(read).toThrow(expect.objectContaining({ code }) as Error)
    expect(read).toThrow(field)
  })

  it("counts what was taken before", () => {
    expect(() => partOf(THREE, [one], { ...SHOP, earlier: [{ ...one, quantity: 3 }] })).toThrow("0 at most")
  })

  it("is refused for more than is left, saying how many are", () => {
    const left = new Map([["ordli_0", 1]])
    expect(partOf(THREE, [one], { ...SHOP, left }).minorAmount).toBe(823)
    expect(() => partOf(THREE, [one, one], { ...SHOP, left })).toThrow("items.1.quantity, 1 at most")
  })

  describe("when something came back", () => {
    const RETURNED = {
      ...THREE,
      items: [
        {
          ...THREE.items![0],
          detail: { return_received_quantity: 2 },
          total: 3.3333,
          raw_total: null,
          return_received_total: 6.6666,
        },
      ],
    }

    it("pays back what was paid for it", () => {
      const options = { ...SHOP, withShipping: false, left: new Map([["ordli_0", 3]]) }
      expect(partOf(RETURNED, [{ ...one, quantity: 3 }], options).minorAmount).toBe(1000)
    })

    it("captures no more of it", () => {
      expect(() => partOf(RETURNED, [{ ...one, quantity: 2 }], SHOP)).toThrow("quantity")
      expect(isWhole(RETURNED, [one])).toBe(true)
    })
  })

  it("knows when nothing is left of an order", () => {
    expect(isWhole(THREE, [one, one])).toBe(false)
    expect(isWhole(THREE, [one, one, one])).toBe(true)
  })
})
