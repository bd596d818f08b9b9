import type { Line } from "../lines"
import { bodyOf, checkScope, isValid, WHOLE_SCOPE, type Scope } from "../scope"

const line = (id: string, left: number): Line => ({ id, title: id, ordered: 3, left, total: 30 })
const limits = {
  max: 50,
  currencyCode: "eur",
  lines: [line("ordli_1", 2), line("ordli_2", 1), line("ordli_3", 0), line("ordli_4", 0.5)],
}
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
    ["that is missing", null, "required", undefined],
    ["of nothing", 0, "amount", undefined],
    ["below nothing", -1, "amount", undefined],
    ["that is no number", NaN, "amount", undefined],
    ["that is more than there is", 50.01, "max", 50],
    ["with fractions of a cent", 12.345, "decimals", 2],
  ])("is an amount %s", (_what, value, key, max) => {
    const problems = checkScope(amount(value), limits)
    expect(problems).toMatchObject({ amount: { key, ...(max === undefined ? {} : { max }) }, quantities: {} })
    expect(isValid(problems)).toBe(false)
  })

  it("is a fraction in a currency without decimals", () => {
    expect(checkScope(amount(10.5), { ...limits, currencyCode: "jpy" }).amount).toEqual({ key: "decimals", max: 0 })
  })

  it("is articles where none is chosen", () => {
    const problems = checkScope(items({ ordli_1: "0", ordli_2: "" }), limits)
    expect(problems).toMatchObject({ items: { key: "noItems" }, quantities: {} })
    expect(isValid(problems)).toBe(false)
  })

  it.each([
    ["half of what comes in pieces", "ordli_1", "0.5", "quantity"],
    ["fewer than none", "ordli_1", "-1", "quantity"],
    ["more than is left", "ordli_2", "2", "quantity"],
    ["what is no number", "ordli_1", "two", "quantity"],
    ["one of which nothing is left", "ordli_3", "1", "nothingLeft"],
    ["an article of another order", "ordli_9", "1", "nothingLeft"],
  ])("is %s, which is said at this article", (_what, id, quantity, key) => {
    const problems = checkScope(items({ ordli_1: "1", [id]: quantity }), limits)
    expect(problems.quantities).toMatchObject({ [id]: { key } })
    expect(Object.keys(problems.quantities)).toEqual([id])
    expect(isValid(problems)).toBe(false)
  })

  it.each([
    ["all", WHOLE_SCOPE],
    ["exactly what there is", amount(50)],
    ["one cent", amount(0.01)],
    ["all articles that are left", items({ ordli_1: "2", ordli_2: "1", ordli_4: "0.5" })],
  ])("is not %s", (_what, scope) => {
    expect(isValid(checkScope(scope, limits))).toBe(true)
  })
})
