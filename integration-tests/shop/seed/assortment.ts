import { prices, type Currency } from "./markets"

type Article = {
  title: string
  handle: string
  description: string
  category: "Clothing" | "Home" | "Books"
  /** What its variants differ in. */
  option: string
  amounts: Record<Currency, number>
  /** Article numbers: GTINs from the range that GS1 leaves to shops (it starts with 2). */
  variants: { value: string; sku: string; ean: string }[]
}

/** Odd amounts, umlauts, characters outside ISO 8859-1 and a reduced tax rate: what an order line can be made of. */
export const articles: Article[] = [
  {
    title: "Linen shirt",
    handle: "linen-shirt",
    description: "Light, washed and woven in Flanders.",
    category: "Clothing",
    option: "Size",
    amounts: { eur: 49.9, sek: 549, gbp: 44.5, nok: 479.2, usd: 54 },
    variants: [
      { value: "S", sku: "SHIRT-S", ean: "2000000000015" },
      { value: "M", sku: "SHIRT-M", ean: "2000000000022" },
      { value: "L", sku: "SHIRT-L", ean: "2000000000039" },
    ],
  },
  {
    title: "Mug “Grüße aus Köln”",
    handle: "mug-cologne",
    description: "Stoneware, holds 0.3 l of Kölsch or coffee.",
    category: "Home",
    option: "Colour",
    amounts: { eur: 10, sek: 110, gbp: 9, nok: 96, usd: 11 },
    variants: [
      { value: "White", sku: "MUG-WHITE", ean: "2000000000046" },
      { value: "Cobalt", sku: "MUG-COBALT", ean: "2000000000053" },
    ],
  },
  {
    title: "Reading lamp Åse",
    handle: "reading-lamp",
    description: "Brass, dimmable; dear enough to pay over time.",
    category: "Home",
    option: "Cable",
    amounts: { eur: 219, sek: 2399, gbp: 189.99, nok: 2079, usd: 239 },
    variants: [
      { value: "Black", sku: "LAMP-BLACK", ean: "2000000000060" },
      { value: "Red", sku: "LAMP-RED", ean: "2000000000077" },
    ],
  },
  {
    title: "Kochen für Gäste",
    handle: "cookbook",
    description: "A cookbook: at home it is taxed at the reduced rate.",
    category: "Books",
    option: "Cover",
    amounts: { eur: 24.95, sek: 279, gbp: 21.99, nok: 239.6, usd: 27.5 },
    variants: [
      { value: "Hardback", sku: "BOOK-HARD", ean: "2000000000084" },
      { value: "Paperback", sku: "BOOK-SOFT", ean: "2000000000091" },
    ],
  },
]

/** An article in the form Medusa's workflow takes, but for the ids. */
export function productInput({ title, handle, description, option, amounts, variants }: Article) {
  return {
    title,
    handle,
    description,
    status: "published" as const,
    options: [{ title: option, values: variants.map(({ value }) => value) }],
    variants: variants.map(({ value, sku, ean }) => ({
      title: value,
      sku,
      ean,
      barcode: ean,
      options: { [option]: value },
      manage_inventory: false,
      prices: prices(amounts),
    })),
  }
}
