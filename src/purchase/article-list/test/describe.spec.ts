import { categoryIdsOf } from "../category-path"
import { describeItem } from "../describe"
import { labelsFor } from "../labels"
import type { SourceCategory, SourceItem } from "../source"

const options = { labels: labelsFor("EN"), categoryNames: new Map<string, string>() }
const describeAs = (item: SourceItem, more: object = {}) => describeItem(item, { ...options, ...more })

describe("the name", () => {
  it.each<[SourceItem, string]>([
    [{ title: "Shirt", variant_title: "L / Blue" }, "Shirt, L / Blue"],
    [{ title: "Shirt", variant_title: "Default variant" }, "Shirt"],
    [{ title: "Shirt", variant_title: "Shirt" }, "Shirt"],
    [{ title: null, product_title: "Shirt" }, "Shirt"],
    [{ title: " \u0000\n ", variant_sku: "SKU-1" }, "SKU-1"],
    [{}, "Article"],
    [{ title: "Two\r\nlines\tand\u0007 a bell" }, "Two lines and a bell"],
    [{ title: "half \ud83d pair" }, "half pair"],
    [{ title: "Größe 42 👟" }, "Größe 42 👟"],
  ])("of %j is %p", (item, name) => {
    expect(describeAs(item).name).toBe(name)
  })

  it("is cut at 255 characters without splitting one", () => {
    const { name } = describeAs({ title: `${"a".repeat(254)}👟 and more` })
    expect(name).toBe("a".repeat(254))
    expect(describeAs({ title: "👟".repeat(200) }).name).toBe("👟".repeat(127))
  })
})

describe("addresses", () => {
  it("are kept when a browser can open them", () => {
    const item = { thumbnail: "https://cdn.example/a b.png", product_handle: "shirt" }
    const productUrl = ({ product_handle }: SourceItem) => `https://shop.example/${product_handle}`
    expect(describeAs(item, { productUrl })).toMatchObject({
      image_url: "https://cdn.example/a%20b.png",
      product_url: "https://shop.example/shirt",
    })
  })

  it.each([
    "/uploads/a.png",
    "data:image/png;base64,AAAA",
    "ftp://x.example/a",
    `https://x.example/${"a".repeat(1024)}`,
    "",
  ])("are left out otherwise: %#", (thumbnail) => {
    expect(describeAs({ thumbnail })).not.toHaveProperty("image_url")
  })
})

describe("identifiers", () => {
  it("are taken from the variant and the product", () => {
    const item = {
      variant_sku: "SKU-1",
      variant: { ean: "4006381-333931" },
      product: { metadata: { brand: "Stabilo" }, categories: [{ name: "Pens" }] },
    }
    expect(describeAs(item)).toMatchObject({
      reference: "SKU-1",
      product_identifiers: { brand: "Stabilo", category_path: "Pens", global_trade_item_number: "4006381333931" },
    })
  })

  it("prefer a linked brand, and a barcode that is a trade item number", () => {
    const item = { variant_barcode: "036000291452", product: { brand: { name: "A" }, metadata: { brand: "B" } } }
    expect(describeAs(item).product_identifiers).toEqual({ brand: "A", global_trade_item_number: "036000291452" })
  })

  it("are left out when they say nothing Klarna could use", () => {
    expect(describeAs({ variant_barcode: "shelf 7", product: { metadata: { brand: 42 } } })).toEqual({
      name: "Article",
    })
  })
})

describe("the category path", () => {
  const pathOf = (categories: SourceCategory[], names: Record<string, string> = {}) =>
    describeAs({ product: { categories } }, { categoryNames: new Map(Object.entries(names)) }).product_identifiers
      ?.category_path

  const shirts = { id: "c", name: "T-Shirts", mpath: "a.b.c", parent_category: { id: "b", name: "Shirts" } }

  it("has the levels whose names are known", () => {
    expect(pathOf([shirts])).toBe("Shirts > T-Shirts")
    expect(pathOf([shirts], { a: "Clothing" })).toBe("Clothing > Shirts > T-Shirts")
  })

  it("is the longest, and of categories that shoppers can see", () => {
    const internal = { ...shirts, is_internal: true }
    const inactive = { ...shirts, is_active: false }
    expect(pathOf([{ id: "x", name: "Sale" }, shirts])).toBe("Shirts > T-Shirts")
    expect(pathOf([{ id: "x", name: "Sale" }, internal, inactive])).toBe("Sale")
  })

  it("has no levels that a name invents", () => {
    expect(pathOf([{ id: "x", name: "A > B" }])).toBe("A / B")
  })

  it("tells the ids whose names are needed, each once", () => {
    const item = { product: { categories: [shirts, { id: "b", name: "Shirts", mpath: "a.b" }] } }
    expect(categoryIdsOf({ items: [item, item, null] })).toEqual(["a", "b", "c"])
  })
})

it("labels lines in the document's languages and in English otherwise", () => {
  expect(["DE", "de-AT", "DK", "da", "sv-SE", "xx", "", "constructor"].map((code) => labelsFor(code).shipping)).toEqual(
    ["Versand", "Versand", "Fragt", "Fragt", "Frakt", "Shipping", "Shipping", "Shipping"],
  )
})
