import { checkOrderLine, sumOfTotals, type OrderLine } from "../../../paygate/article-list"
import { buildArticleList } from "../build"
import { medusaCart, minorOf } from "./carts"

const german = { currency: "EUR", country: "DE", language: "DE" } as const
const american = { currency: "USD", country: "US", language: "EN" } as const

/** Builds the list of a raw cart, whose totals Medusa computes, over its rounded total. */
function listOf(raw: object, options: typeof german | typeof american = german) {
  const cart = medusaCart({ currency_code: options.currency.toLowerCase(), ...raw })
  const minorAmount = minorOf(cart.total)
  return { minorAmount, ...buildArticleList(cart, { ...options, minorAmount }) }
}

const vat = (rate: number) => ({ tax_lines: [{ rate }] })
const inclusive = { is_tax_inclusive: true }

function money(line: OrderLine | undefined) {
  const { quantity, unit_price, total_amount, total_discount_amount, tax_rate, total_tax_amount } = line ?? {}
  return { quantity, unit_price, total_amount, total_discount_amount, tax_rate, total_tax_amount }
}

describe("lines with tax", () => {
  it("takes 19 % out of a price that includes it", () => {
    const { lines, minorAmount, taxAmount } = listOf({
      items: [{ title: "Lamp", variant_sku: "L-1", quantity: 1, unit_price: 119, ...inclusive, ...vat(19) }],
      shipping_methods: [{ name: "DHL", shipping_option_id: "so_1", amount: 4.9, ...inclusive, ...vat(19) }],
    })
    expect(minorAmount).toBe(12390)
    // 19.00 and 4.90 × 19 / 119 = 0.782…
    expect(taxAmount).toBe(1978)
    expect(lines).toEqual([
      {
        type: "physical",
        name: "Lamp",
        reference: "L-1",
        quantity: 1,
        unit_price: 11900,
        total_amount: 11900,
        tax_rate: 1900,
        total_tax_amount: 1900,
      },
      {
        type: "shipping_fee",
        name: "DHL",
        reference: "so_1",
        quantity: 1,
        unit_price: 490,
        total_amount: 490,
        tax_rate: 1900,
        total_tax_amount: 78,
      },
    ])
  })

  it("puts 19 % on top of a price without it", () => {
    const { lines, taxAmount } = listOf({ items: [{ title: "Lamp", quantity: 3, unit_price: 9.99, ...vat(19) }] })
    // 3 × 9.99 × 1.19 = 35.6643, which no whole unit price gives: 3 × 11.89 is one cent more.
    expect(lines.map(money)).toEqual([
      {
        quantity: 3,
        unit_price: 1189,
        total_amount: 3566,
        total_discount_amount: 1,
        tax_rate: 1900,
        total_tax_amount: 569,
      },
    ])
    expect(taxAmount).toBe(569)
  })

  it("shows two at 10.005 as two at 10.01 less one cent", () => {
    const { lines } = listOf({ items: [{ title: "Bolt", quantity: 2, unit_price: "10.005", ...inclusive }] })
    expect(lines.map(money)).toEqual([
      {
        quantity: 2,
        unit_price: 1001,
        total_amount: 2001,
        total_discount_amount: 1,
        tax_rate: 0,
        total_tax_amount: 0,
      },
    ])
  })

  it("hands the cents that rounding leaves over to single lines", () => {
    const thing = { quantity: 1, unit_price: 3.3337, ...inclusive, ...vat(7) }
    const { lines, minorAmount } = listOf({
      items: [
        { ...thing, id: "a" },
        { ...thing, id: "b" },
        { ...thing, id: "c" },
      ],
    })
    expect(minorAmount).toBe(1000)
    expect(lines.map(({ total_amount }) => total_amount)).toEqual([334, 333, 333])
  })

  it("adds the rates of an item that is taxed twice", () => {
    const { lines, taxAmount } = listOf({
      items: [{ title: "Syrup", quantity: 1, unit_price: 100, tax_lines: [{ rate: 5 }, { rate: 9.98 }] }],
    })
    expect(lines.map(money)).toMatchObject([{ total_amount: 11498, tax_rate: 1498, total_tax_amount: 1498 }])
    expect(taxAmount).toBe(1498)
  })
})

describe("promotions", () => {
  it("states the discount of a price with tax", () => {
    const { lines } = listOf({
      items: [
        {
          title: "Shirt",
          quantity: 3,
          unit_price: 20,
          ...inclusive,
          ...vat(19),
          adjustments: [{ amount: 6, is_tax_inclusive: true }],
        },
      ],
    })
    expect(lines.map(money)).toEqual([
      {
        quantity: 3,
        unit_price: 2000,
        total_amount: 5400,
        total_discount_amount: 600,
        tax_rate: 1900,
        total_tax_amount: 862,
      },
    ])
  })

  it("states the discount of a price without tax with its tax", () => {
    const { lines } = listOf({
      items: [{ title: "Shirt", quantity: 1, unit_price: 100, ...vat(19), adjustments: [{ amount: 10 }] }],
    })
    expect(lines.map(money)).toMatchObject([
      { unit_price: 11900, total_amount: 10710, total_discount_amount: 1190, total_tax_amount: 1710 },
    ])
  })

  it("shows shipping that a promotion made free, and leaves out shipping that never cost anything", () => {
    const { lines } = listOf({
      items: [{ title: "Shirt", quantity: 1, unit_price: 10, ...inclusive }],
      shipping_methods: [
        {
          id: "a",
          name: "DHL",
          amount: 4.9,
          ...inclusive,
          ...vat(19),
          adjustments: [{ amount: 4.9, is_tax_inclusive: true }],
        },
        { id: "b", name: "Pick-up", amount: 0, ...inclusive, ...vat(19) },
      ],
    })
    expect(lines.map(({ name }) => name)).toEqual(["Shirt", "DHL"])
    expect(lines[1]).toMatchObject({
      unit_price: 490,
      total_discount_amount: 490,
      total_amount: 0,
      total_tax_amount: 0,
    })
  })

  it("keeps a free gift as a line of nothing", () => {
    const { lines } = listOf({
      items: [
        { id: "a", title: "Shirt", quantity: 1, unit_price: 10, ...inclusive, ...vat(19) },
        { id: "b", title: "Sticker", quantity: 2, unit_price: 0, ...inclusive, ...vat(19) },
      ],
    })
    expect(lines[1]).toMatchObject({
      name: "Sticker",
      quantity: 2,
      unit_price: 0,
      total_amount: 0,
      total_tax_amount: 0,
    })
  })

  it("turns a price below zero into a discount with its tax", () => {
    const { lines, minorAmount, taxAmount } = listOf({
      items: [
        { id: "a", title: "Battery", quantity: 1, unit_price: 119, ...inclusive, ...vat(19) },
        { id: "b", title: "Deposit back", quantity: 2, unit_price: -11.9, ...inclusive, ...vat(19) },
      ],
    })
    expect(minorAmount).toBe(9520)
    expect(lines[1]).toMatchObject({
      type: "discount",
      name: "2 × Deposit back",
      total_amount: -2380,
      total_tax_amount: -380,
    })
    expect(taxAmount).toBe(1520)
    expect(lines.map(checkOrderLine)).toEqual([undefined, undefined])
  })
})

describe("gift cards and store credit", () => {
  const items = [{ title: "Shirt", quantity: 1, unit_price: 50, ...inclusive, ...vat(19) }]

  it("takes them off without tax, by the loyalty plugin's references", () => {
    const { lines, minorAmount, taxAmount } = listOf({
      items,
      credit_lines: [
        { amount: 10, reference: "gift-card" },
        { amount: 5.5, reference: "store-credit" },
      ],
    })
    expect(minorAmount).toBe(3450)
    expect(taxAmount).toBe(798)
    expect(lines.slice(1)).toMatchObject([
      { type: "gift_card", name: "Geschenkkarte", quantity: 1, unit_price: -1000, total_amount: -1000, tax_rate: 0 },
      { type: "store_credit", name: "Guthaben", quantity: 1, unit_price: -550, total_amount: -550, tax_rate: 0 },
    ])
  })

  it("ignores credit of a cent like Medusa does", () => {
    const { lines, minorAmount } = listOf({ items, credit_lines: [{ amount: 0.01, reference: "gift-card" }] })
    expect(minorAmount).toBe(5000)
    expect(lines).toHaveLength(1)
  })

  it("sells a gift card as something digital", () => {
    const { lines } = listOf({ items: [{ title: "Gift card", is_giftcard: true, quantity: 1, unit_price: 25 }] })
    expect(lines).toMatchObject([{ type: "digital", total_amount: 2500 }])
  })
})

describe("quantities", () => {
  it("names a fractional quantity, since Klarna counts in whole pieces", () => {
    const { lines } = listOf({ items: [{ title: "Cheese", quantity: 1.5, unit_price: 9.99, ...inclusive, ...vat(7) }] })
    expect(lines).toMatchObject([
      { name: "1.5 × Cheese", quantity: 1, unit_price: 1499, total_amount: 1499, total_tax_amount: 98 },
    ])
  })

  it("names the quantity of what costs less than cents can tell, instead of inventing a discount", () => {
    const { lines } = listOf({ items: [{ title: "Screw", quantity: 1000, unit_price: 0.123, ...inclusive }] })
    expect(lines).toMatchObject([{ name: "1000 × Screw", quantity: 1, unit_price: 12300, total_amount: 12300 }])
    expect(lines[0]).not.toHaveProperty("total_discount_amount")
  })

  it("counts what is left of an order after a return", () => {
    const returned = { return_received_quantity: 1, return_dismissed_quantity: 1, return_requested_quantity: 1 }
    const { lines, minorAmount } = listOf({
      items: [
        { id: "a", title: "Sock", quantity: 5, unit_price: 4, ...inclusive, ...vat(19), detail: returned },
        { id: "b", title: "Shoe", quantity: 2, unit_price: 50, ...inclusive, ...vat(19), detail: returned },
      ],
    })
    expect(minorAmount).toBe(1200)
    expect(lines).toMatchObject([{ name: "Sock", quantity: 3, unit_price: 400, total_amount: 1200 }])
  })
})

describe("tax as a line of its own", () => {
  it("is what a US cart has, without rates", () => {
    const { lines, minorAmount, taxAmount } = listOf(
      {
        items: [
          { id: "a", title: "Mug", quantity: 2, unit_price: 10, ...vat(8.875) },
          { id: "b", title: "Tea", quantity: 1, unit_price: 5, ...vat(8.875), adjustments: [{ amount: 1 }] },
        ],
        shipping_methods: [{ name: "UPS", amount: 4.99 }],
      },
      american,
    )
    // 24.00 × 8.875 % = 2.13
    expect(minorAmount).toBe(2400 + 213 + 499)
    expect(taxAmount).toBe(213)
    expect(lines).toEqual([
      { type: "physical", name: "Mug", quantity: 2, unit_price: 1000, total_amount: 2000 },
      { type: "physical", name: "Tea", quantity: 1, unit_price: 500, total_amount: 400, total_discount_amount: 100 },
      { type: "shipping_fee", name: "UPS", quantity: 1, unit_price: 499, total_amount: 499 },
      { type: "sales_tax", name: "Sales Tax", quantity: 1, unit_price: 213, total_amount: 213 },
    ])
  })

  it("replaces rates that Klarna's two decimals cannot tell on so much money", () => {
    const { lines, taxAmount } = listOf({ items: [{ title: "Machine", quantity: 1, unit_price: 1000, ...vat(4.712) }] })
    expect(lines).toEqual([
      { type: "physical", name: "Machine", quantity: 1, unit_price: 100000, total_amount: 100000 },
      { type: "sales_tax", name: "Steuer", quantity: 1, unit_price: 4712, total_amount: 4712 },
    ])
    expect(taxAmount).toBe(4712)
  })

  it("is not needed for the same rate on little money", () => {
    const { lines } = listOf({ items: [{ title: "Spare part", quantity: 1, unit_price: 50, ...vat(4.712) }] })
    expect(lines.map(money)).toMatchObject([{ total_amount: 5236, tax_rate: 471, total_tax_amount: 236 }])
  })

  it("takes the tax of a provider that states no fitting rate as it is", () => {
    const cart = {
      items: [{ title: "Wine", quantity: 1, unit_price: 30, total: 36.4, tax_total: 6.4, tax_lines: [{ rate: 19 }] }],
    }
    const { lines, taxAmount } = buildArticleList(cart, { ...german, minorAmount: 3640 })
    expect(lines.map(({ type, total_amount }) => [type, total_amount])).toEqual([
      ["physical", 3000],
      ["sales_tax", 640],
    ])
    expect(taxAmount).toBe(640)
  })
})

describe("amounts that the lines do not explain", () => {
  const cart = medusaCart({
    items: [
      { id: "a", title: "Shirt", quantity: 1, unit_price: 30, ...inclusive, ...vat(19) },
      { id: "b", title: "Sock", quantity: 1, unit_price: 5, ...inclusive, ...vat(19) },
    ],
  })

  it.each([
    [3000, "discount", -500],
    [4000, "surcharge", 500],
  ])("become a line of their own: %i", (minorAmount, type, gap) => {
    const { lines } = buildArticleList(cart, { ...german, minorAmount })
    expect(lines[2]).toMatchObject({ type, name: "Ausgleich", total_amount: gap, tax_rate: 0, total_tax_amount: 0 })
    expect(sumOfTotals(lines)).toBe(minorAmount)
  })

  it("are taken for rounding up to one cent for each line", () => {
    const { lines } = buildArticleList(cart, { ...german, minorAmount: 3502 })
    expect(lines.map(({ total_amount }) => total_amount)).toEqual([3001, 501])
  })

  it("do not make anything free cost something", () => {
    const gift = medusaCart({
      items: [
        { id: "a", title: "Shirt", quantity: 1, unit_price: 30, ...inclusive },
        { id: "b", title: "Sticker", quantity: 1, unit_price: 0, ...inclusive },
      ],
    })
    const { lines } = buildArticleList(gift, { ...german, minorAmount: 3002 })
    expect(lines.map(({ total_amount }) => total_amount)).toEqual([3000, 0, 2])
  })

  it("are an article when nothing is known of what is sold", () => {
    const { lines, taxAmount } = buildArticleList({}, { ...german, minorAmount: 3500 })
    expect(lines).toMatchObject([{ type: "physical", name: "Artikel", quantity: 1, total_amount: 3500 }])
    expect(taxAmount).toBe(0)
  })
})

it("refuses a cart that was read without its totals", () => {
  const cart = { items: [{ title: "Shirt", quantity: 1 }] }
  expect(() => buildArticleList(cart, { ...german, minorAmount: 3500 })).toThrow("ARTICLE_LIST_FIELDS")
})

it("reads Medusa's unrounded values where there are any", () => {
  const cart = {
    items: [
      { title: "Shirt", total: 10.01, raw_total: { value: "10.0149" } },
      { title: "Sock", total: "2" },
    ],
  }
  const { lines } = buildArticleList(cart, { ...german, minorAmount: 1202 })
  expect(lines.map(({ total_amount }) => total_amount)).toEqual([1002, 200])
})

it("adds up even for amounts that nobody could pay", () => {
  const cart = medusaCart({
    items: [{ title: "Planet", quantity: 3, unit_price: "123456789012345678.90", ...inclusive, ...vat(19) }],
    credit_lines: [{ amount: "370370367037037026.70", reference: "gift-card" }],
  })
  const { lines } = buildArticleList(cart, { ...german, minorAmount: 1000 })
  expect(sumOfTotals(lines)).toBe(1000)
  expect(lines.map(checkOrderLine).filter(Boolean)).toEqual([])
})

it("never lets TaxAmount fall below zero", () => {
  const cart = medusaCart({
    items: [
      { id: "a", title: "Book", quantity: 1, unit_price: 100, ...inclusive, ...vat(7) },
      { id: "b", title: "Trade-in", quantity: 1, unit_price: -90, ...inclusive, ...vat(19) },
    ],
  })
  const { lines, taxAmount } = buildArticleList(cart, { ...german, minorAmount: 1000 })
  expect(taxAmount).toBe(654)
  expect(lines.map(checkOrderLine)).toEqual([undefined, undefined])
})
