import type { ItemQuantity } from "../../types/payment"
import { checkAmount, checkItems, type Problem } from "./validation"

/** What of a payment is to be captured or refunded. */
export const SCOPES = ["all", "amount", "items"] as const

export type ScopeName = (typeof SCOPES)[number]

/** As it stands in the form. */
export interface Scope {
  name: ScopeName
  /** Major units; `null` while nothing is typed. */
  amount: number | null
  /** By line item, as typed. */
  quantities: Readonly<Record<string, string>>
}

export const WHOLE_SCOPE: Scope = { name: "all", amount: null, quantities: {} }

function chosenItems({ quantities }: Scope): ItemQuantity[] {
  return Object.entries(quantities)
    .filter(([, quantity]) => quantity.trim() !== "" && Number(quantity) !== 0)
    .map(([line_item_id, quantity]) => ({ line_item_id, quantity: Number(quantity) }))
}

/** The part of a request's body that says how much. */
export function bodyOf(scope: Scope): { amount?: number; items?: ItemQuantity[] } {
  if (scope.name === "items") return { items: chosenItems(scope) }
  return scope.name === "amount" && scope.amount !== null ? { amount: scope.amount } : {}
}

/** What is wrong with it, before anything is sent; `max` in major units. */
export function checkScope(
  scope: Scope,
  max: number,
  ordered: readonly { id: string; quantity: number }[],
): Problem | null {
  if (scope.name === "amount") return checkAmount(scope.amount, max)
  return scope.name === "items" ? checkItems(chosenItems(scope), ordered) : null
}
