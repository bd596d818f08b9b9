/**
 * The currencies the interface document allows ("Currency", every request table). All have two decimals (ISO 4217), so
 * one minor unit is always a hundredth.
 */
export const CURRENCIES = ["AUD", "CHF", "DKK", "EUR", "GBP", "NOK", "SEK", "USD"] as const

export type Currency = (typeof CURRENCIES)[number]

/** Decimals of every currency in {@link CURRENCIES}. */
export const CURRENCY_DECIMALS = 2

/** Narrows a currency code in any case to one Paygate accepts for Klarna, else `undefined`. */
export function asCurrency(code: string): Currency | undefined {
  const upper = code.toUpperCase()
  return CURRENCIES.find((currency) => currency === upper)
}
