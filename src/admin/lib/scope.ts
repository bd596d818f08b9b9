import type { ItemQuantity } from "../../types/payment"
import { digitsOf } from "./format"
import type { Line } from "./lines"
import { checkAmount, checkQuantity, type Problem } from "./validation"

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

/** What there is to choose from. */
export interface Limits {
  /** Major units. */
  max: number
  currencyCode: string
  lines: readonly Line[]
}

/** What is wrong with a scope, field by field. */
export interface ScopeProblems {
  amount: Problem | null
  /** With the articles as a whole. */
  items: Problem | null
  /** By line item. */
  quantities: Readonly<Record<string, Problem>>
}

export const NO_PROBLEMS: ScopeProblems = { amount: null, items: null, quantities: {} }

export function isValid({ amount, items, quantities }: ScopeProblems): boolean {
  return amount === null && items === null && Object.keys(quantities).length === 0
}

/** What is wrong with it, before anything is sent. */
export function checkScope(scope: Scope, { max, currencyCode, lines }: Limits): ScopeProblems {
  if (scope.name === "amount") {
    return { ...NO_PROBLEMS, amount: checkAmount(scope.amount, max, digitsOf(currencyCode)) }
  }
  if (scope.name === "all") return NO_PROBLEMS
  const chosen = chosenItems(scope)
  const problems = chosen.map(({ line_item_id, quantity }) => {
    const left = lines.find(({ id }) => id === line_item_id)?.left ?? 0
    return [line_item_id, checkQuantity(quantity, left)] as const
  })
  return {
    ...NO_PROBLEMS,
    items: chosen.length === 0 ? { key: "noItems" } : null,
    quantities: Object.fromEntries(problems.filter(([, problem]) => problem !== null)) as Record<string, Problem>,
  }
}
