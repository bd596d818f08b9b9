import { bodyOf, checkScope, WHOLE_SCOPE, type Scope } from "../scope"

const ordered = [
  { id: "ordli_1", quantity: 2 },
  { id: "ordli_2", quantity: 1 },
]
const items = (quantities: Record<string, string>): Scope => ({ name: "items", amount: null, quantities })
const amount = (value: number | null): Scope => ({ name: "amount", amount: value, quantities: {} })

describe("what is sent", () => {
  it("is nothing but the wish where all is meant", () => {
    expect(bodyOf({ ...WHOLE_SCOPE, amount: 5, quantities: { ordli_1: "1" } })).toEqual({})
  })

  it("is the amount", () => {
    expect(bodyOf(amount(12.5))).toEqual({ amount: 12.5 })
  })

  it("is the articles with a quantity", () => {
    expect(bodyOf(items({ ordli_1: "2", ordli_2: "0", ordli_3: "" }))).toEqual({
      items: [{ line_item_id: "ordli_1", quantity: 2 }],
    })
  })
})

describe("what is not sent", () => {
  it.each([
    ["an amount that is missing", amount(null), "required"],
    ["an amount of nothing", amount(0), "amount"],
    ["an amount that is no number", amount(NaN), "amount"],
    ["more than there is", amount(50.01), "max"],
    ["no articles", items({ ordli_1: "0" }), "noItems"],
    ["half an article", items({ ordli_1: "0.5" }), "quantity"],
    ["fewer than none", items({ ordli_1: "-1" }), "quantity"],
    ["more articles than ordered", items({ ordli_2: "2" }), "quantity"],
    ["an article of another order", items({ ordli_9: "1" }), "quantity"],
  ])("is %s", (_what, scope, key) => {
    expect(checkScope(scope, 50, ordered)).toMatchObject({ key })
  })

  it.each([
    ["all", WHOLE_SCOPE],
    ["exactly what there is", amount(50)],
    ["all articles", items({ ordli_1: "2", ordli_2: "1" })],
  ])("is not %s", (_what, scope) => {
    expect(checkScope(scope, 50, ordered)).toBeNull()
  })
})
