/** Where the demo shop sells. Norway's prices are net and the others' gross, so that both ways of counting tax occur. */
export const markets = [
  { country: "de", name: "Germany", currency: "eur", pricesIncludeTax: true, taxRate: 19 },
  { country: "se", name: "Sweden", currency: "sek", pricesIncludeTax: true, taxRate: 25 },
  { country: "gb", name: "United Kingdom", currency: "gbp", pricesIncludeTax: true, taxRate: 20 },
  { country: "no", name: "Norway", currency: "nok", pricesIncludeTax: false, taxRate: 25 },
  { country: "us", name: "United States", currency: "usd", pricesIncludeTax: false, taxRate: undefined },
] as const

export type Market = (typeof markets)[number]
export type Country = Market["country"]
export type Currency = Market["currency"]

/** The home market: its region and currency are the shop's defaults, and it has a reduced tax rate. */
export const homeMarket = markets[0]

/** Major units in each currency, in Medusa's form. */
export function prices(amounts: Record<Currency, number>): { currency_code: Currency; amount: number }[] {
  return markets.map(({ currency }) => ({ currency_code: currency, amount: amounts[currency] }))
}
