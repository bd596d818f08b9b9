import type { LedgerPayment } from "../../src/simulator"
import { sum, toMinor, type Units } from "./amounts"
import type { PaymentRow, Sight } from "./trial"

export type Movement = "capture" | "refund"

/** The model: what a merchant knows who believes every answer. */
export interface Account {
  /** Answered with success, or recorded by the plugin since. */
  done: Record<Movement, Units[]>
  /** Neither answered with success nor with a refusal: each was carried out once, or not at all. */
  doubts: Record<Movement, Units[]>
  /** Found out by a check since: who asks for the same is told so once. */
  untold: Record<Movement, Units[]>
  /** Whether a call may still be on its way, so that only time can tell. */
  isSlow: boolean
  /** Whether a release or a lowering was asked for and not answered for. */
  isChangeInDoubt: boolean
  isCancelAsked: boolean
  isOrderChanged: boolean
  /** Klarna has refused to lower the authorization, so it stays above what is due. */
  isLoweringRefused: boolean
  /** The step that failed last, to be tried again. */
  failed?: { movement: Movement; units: Units } | "cancel" | undefined
}

export function openAccount(): Account {
  return {
    done: { capture: [], refund: [] },
    doubts: { capture: [], refund: [] },
    untold: { capture: [], refund: [] },
    isSlow: false,
    isChangeInDoubt: false,
    isCancelAsked: false,
    isOrderChanged: false,
    isLoweringRefused: false,
  }
}

const BOOKINGS = { capture: "captures", refund: "credits" } as const
export const ROWS = { capture: "captures", refund: "refunds" } as const

function subsetsOf(list: Units[]): Units[][] {
  return list.reduce<Units[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]])
}

/**
 * Which of those in doubt Paygate has carried out. Throws when its ledger is not what was answered with success, each
 * once, and some of what is in doubt, each at most once.
 */
export function carriedOut({ done, doubts }: Account, movement: Movement, ledger: LedgerPayment): Units[] {
  const booked = ledger[BOOKINGS[movement]].map(({ amount }) => amount)
  const fits = (some: Units[]) =>
    booked.length === done[movement].length + some.length && sum(booked) === toMinor(sum(done[movement]) + sum(some))
  const found = subsetsOf(doubts[movement]).find(fits)
  if (!found) {
    const text = JSON.stringify({ paygate: booked, done: done[movement], doubts: doubts[movement] })
    throw new Error(`Paygate's ${BOOKINGS[movement]} are not those that were asked for, each once: ${text}`)
  }
  return found
}

/** Takes one of `units` out of a list; answers whether there was one. */
export function takeOut(list: Units[], units: Units): boolean {
  const at = list.indexOf(units)
  if (at >= 0) {
    list.splice(at, 1)
  }
  return at >= 0
}

const rowsOf = (payments: readonly PaymentRow[], movement: Movement) =>
  payments.flatMap((payment) => payment[ROWS[movement]])

/**
 * Takes over what the plugin has recorded in Medusa: nothing but what was in doubt, and what a cancelled order is paid
 * back.
 */
export function absorbRows(account: Account, { payments, order }: Sight): void {
  for (const movement of ["capture", "refund"] as const) {
    const rows = rowsOf(payments, movement)
    const known = [...account.done[movement]]
    const recorded = rows.filter((units) => !takeOut(known, units))
    const unasked = recorded.filter((units) => !takeOut(account.doubts[movement], units))
    account.untold[movement].push(...recorded.filter((units) => !unasked.includes(units)))
    const isPaidBack = movement === "refund" && order.isCanceled
    if (known.length > 0 || (unasked.length > 0 && !isPaidBack)) {
      const text = JSON.stringify({ rows, done: account.done[movement], lost: known, unasked })
      throw new Error(`Medusa's ${ROWS[movement]} are not those that were asked for: ${text}`)
    }
    account.done[movement] = rows
  }
}

/** Of a cancelled order the plugin pays back what is left of each payment's captures, and may not hear the answer. */
export function expectPayBack({ doubts }: Account, { payments, order }: Sight): void {
  const rests = order.isCanceled ? payments.map(({ captures, refunds }) => sum(captures) - sum(refunds)) : []
  doubts.refund.push(...rests.filter((units) => units > 0 && !doubts.refund.includes(units)))
}

/** What holds after every command, however it ended. */
export function checkAlways(account: Account, { paygate, payments }: Sight): void {
  const { session_amount, authorized, captured, credited, released, remaining } = paygate
  if (
    authorized > session_amount ||
    captured > authorized ||
    credited > captured ||
    remaining !== authorized - captured - released
  ) {
    throw new Error(
      `The ledger cannot be: ${JSON.stringify({ session_amount, authorized, captured, credited, released })}`,
    )
  }
  for (const movement of ["capture", "refund"] as const) {
    carriedOut(account, movement, paygate)
    const rows = [...rowsOf(payments, movement)].sort()
    const done = [...account.done[movement]].sort()
    if (JSON.stringify(rows) !== JSON.stringify(done)) {
      throw new Error(
        `Medusa's ${ROWS[movement]} are ${JSON.stringify(rows)}, answered with success ${JSON.stringify(done)}`,
      )
    }
  }
}

/** Once a later step was carried out, Paygate was asked about every earlier one: what it has not done it never will. */
export function forgetUndone(account: Account, { paygate }: Sight): void {
  for (const movement of ["capture", "refund"] as const) {
    account.doubts[movement] = carriedOut(account, movement, paygate)
  }
}
