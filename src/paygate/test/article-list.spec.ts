import { articleList, checkOrderLine, sumOfTaxes, sumOfTotals, type OrderLine } from "../article-list"

const line: OrderLine = {
  name: "Battery",
  quantity: 3,
  unit_price: 1190,
  total_amount: 3470,
  total_discount_amount: 100,
  tax_rate: 1900,
  total_tax_amount: 554,
}
const voucher: OrderLine = {
  name: "Voucher",
  type: "discount",
  quantity: 1,
  unit_price: -1190,
  total_amount: -1190,
  tax_rate: 1900,
  total_tax_amount: -190,
}

describe("a line's arithmetic", () => {
  it.each([
    ["a line with discount and tax", line],
    ["a line without tax", { name: "Book", quantity: 1, unit_price: 5, total_amount: 5 }],
    ["a discount, which is negative", voucher],
    ["a tax one minor unit too high", { ...line, total_tax_amount: 555 }],
    ["a tax one minor unit too low", { ...voucher, type: "discount", total_tax_amount: -189 }],
    ["nothing of something", { ...line, quantity: 0, total_amount: 0, total_discount_amount: 0, total_tax_amount: 0 }],
    ["a tax line", { name: "Tax", type: "sales_tax", quantity: 1, unit_price: 80, total_amount: 80 }],
  ] as [string, OrderLine][])("holds for %s", (_case, checked) => {
    expect(checkOrderLine(checked)).toBeUndefined()
  })

  it.each([
    ["a total one minor unit off", { ...line, total_amount: 3471 }, "total_amount"],
    ["a discount that is not subtracted", { ...line, total_amount: 3570 }, "total_amount"],
    ["a negative price of a product", { ...voucher, type: "physical" }, "negative"],
    ["a negative price without type", { ...line, quantity: 1, unit_price: -1, total_amount: -101 }, "negative"],
    ["a negative tax of a product", { ...line, total_tax_amount: -554 }, "negative"],
    ["a tax two minor units off", { ...line, total_tax_amount: 556 }, "tax_rate"],
    ["a tax without a rate", { ...line, tax_rate: 0 }, "tax_rate"],
  ] as [string, OrderLine, string][])("does not hold for %s", (_case, checked, fault) => {
    expect(checkOrderLine(checked)).toContain(fault)
  })
})

describe("what Amount and TaxAmount must be", () => {
  it("is the sum of the totals", () => {
    expect(sumOfTotals([line, voucher])).toBe(2280)
  })

  it("is the sum of the taxes, discounts included", () => {
    expect(sumOfTaxes([line, voucher])).toBe(364)
  })

  it("takes a line that is tax itself as a whole", () => {
    const tax: OrderLine = { name: "Tax", type: "sales_tax", quantity: 1, unit_price: 80, total_amount: 80 }
    expect(sumOfTaxes([{ ...line, total_tax_amount: 0 }, tax])).toBe(80)
  })

  it("is zero for no lines", () => {
    expect([sumOfTotals([]), sumOfTaxes([])]).toEqual([0, 0])
  })
})

describe("the list", () => {
  it.each([
    ["no lines", []],
    ["a thousand and one lines", Array(1001).fill(line)],
    ["a negative quantity", [{ ...line, quantity: -1 }]],
    ["half a piece", [{ ...line, quantity: 0.5 }]],
    ["a price with a fraction", [{ ...line, unit_price: 11.9 }]],
    ["a negative tax rate", [{ ...line, tax_rate: -1 }]],
    ["a negative discount", [{ ...line, total_discount_amount: -1 }]],
    ["an unknown type", [{ ...line, type: "voucher" }]],
    ["no name", [{ ...line, name: "" }]],
    ["an unknown field", [{ ...line, colour: "red" }]],
  ])("refuses %s", (_case, lines) => {
    expect(articleList.safeParse({ order_lines: lines }).success).toBe(false)
  })

  it("accepts the document's example, with the typo of its identifier mended", () => {
    const example = {
      image_url: "https://www.exampleobjects.com/logo.png",
      merchant_data: "",
      name: "Battery Power Pack",
      product_identifiers: {
        brand: "Intel",
        category_path: "Electronics Store > Computers & Tablets > Desktops",
        global_trade_item_number: "735858293167",
        manufacturer_part_number: "BOXNUC5CPYH",
      },
      product_url: "https://www.estore.com/products/f2a8d7e34",
      quantity: 1,
      quantity_unit: "kg",
      reference: "19-402-USA",
      tax_rate: 0,
      total_amount: 1000,
      total_discount_amount: 0,
      total_tax_amount: 0,
      type: "physical",
      unit_price: 1000,
    }
    expect(articleList.parse({ order_lines: [example] })).toEqual({ order_lines: [example] })
  })
})
