import type { Query } from "@medusajs/framework/types"
import { readOrderLines, readSession } from "../cart"
import { cartOf } from "./carts"

/** Medusa's query with one payment session in it. */
function queryOf(session: object | undefined): Query {
  const graph = ({ entity }: { entity: string }) =>
    Promise.resolve({ data: entity === "payment_session" && session ? [session] : [] })
  return { graph } as unknown as Query
}

const SESSION = { provider_id: "pp_paygate-klarna_eu", amount: 30, currency_code: "eur" }

describe("a session's cart", () => {
  it("lists what it holds in the same order, however the database gives it", async () => {
    const ids = ["a", "b", "c"]
    const cartWith = (order: readonly string[]) => ({
      ...cartOf(),
      items: order.map((id) => ({ id, product: { categories: order.map((category) => ({ id: category })) } })),
      shipping_methods: order.map((id) => ({ id })),
      credit_lines: order.map((id) => ({ id })),
    })
    for (const order of [ids, ["c", "a", "b"], ["b", "c", "a"]]) {
      const session = { ...SESSION, payment_collection: { cart: cartWith(order) } }
      const { cart } = await readSession(queryOf(session), "payses_1")
      expect(JSON.stringify(cart)).toBe(JSON.stringify(cartWith(ids)))
    }
  })

  it("has each line and each delivery once, though Medusa has their rows twice", async () => {
    const rows = [{ id: "a" }, { id: "b" }, { id: "a" }]
    const found = { ...cartOf(), items: rows, shipping_methods: rows, credit_lines: rows }
    const graph = () => Promise.resolve({ data: [found] })
    const { order } = await readOrderLines({ graph } as unknown as Query, "order_1")
    const once = [{ id: "a" }, { id: "b" }]
    expect(order).toMatchObject({ items: once, shipping_methods: once, credit_lines: once })
  })

  it("comes with the amount as Medusa keeps it, unrounded", async () => {
    const raw_amount = { value: "30.00000000000000001", precision: 20 }
    const session = { ...SESSION, raw_amount, payment_collection: { cart: cartOf() } }
    expect((await readSession(queryOf(session), "payses_1")).amount).toEqual(raw_amount)
  })

  it.each([
    ["no session", undefined],
    ["a session without a collection", SESSION],
    ["a collection without a cart", { ...SESSION, payment_collection: { cart: null } }],
  ])("is missing with %s", async (_what, session) => {
    await expect(readSession(queryOf(session), "payses_1")).rejects.toMatchObject({ code: "cart_missing" })
  })
})
