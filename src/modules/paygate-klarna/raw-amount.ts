/** How Medusa keeps an amount beside its number: exactly, as the JSON of a `raw_` column. */
export function rawAmount(amount: number): string {
  return JSON.stringify({ value: String(amount), precision: 20 })
}
