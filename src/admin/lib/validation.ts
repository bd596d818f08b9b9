import type { ItemQuantity } from "../../types/payment"

/** What is wrong with a field: a key below `validation` in the texts, and the values it names. */
export interface Problem {
  key: "required" | "amount" | "max" | "tooLong" | "noItems" | "quantity" | "url"
  /** A limit in major units of `max`, or in characters of `tooLong`. */
  max?: number
}

/** An amount in major units, above 0 and up to `max`; `null` while nothing is typed. */
export function checkAmount(amount: number | null, max: number): Problem | null {
  if (amount === null) return { key: "required" }
  if (!(amount > 0)) return { key: "amount" }
  return amount > max ? { key: "max", max } : null
}

/** At least one article, in whole numbers, none more often than it was ordered. */
export function checkItems(
  chosen: readonly ItemQuantity[],
  ordered: readonly { id: string; quantity: number }[],
): Problem | null {
  if (chosen.length === 0) return { key: "noItems" }
  const isPossible = ({ line_item_id, quantity }: ItemQuantity) =>
    Number.isInteger(quantity) &&
    quantity > 0 &&
    quantity <= (ordered.find(({ id }) => id === line_item_id)?.quantity ?? 0)
  return chosen.every(isPossible) ? null : { key: "quantity" }
}

/** Of Paygate's parameter RefNr. */
export const REF_NR_LENGTH = 30

export function checkText(text: string, max?: number): Problem | null {
  if (text.trim() === "") return { key: "required" }
  return max !== undefined && text.length > max ? { key: "tooLong", max } : null
}

/** A link may be missing, but not be half of one. */
export function checkLink(link: string): Problem | null {
  if (link === "") return null
  return URL.canParse(link) && /^https?:$/.test(new URL(link).protocol) ? null : { key: "url" }
}
