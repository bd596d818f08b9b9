import type { LedgerPayment, Simulator } from "../../src/simulator"
import type { Units } from "./amounts"

/** One of Medusa's payments, as its rows stand. */
export interface PaymentRow {
  id: string
  amount: Units
  captures: Units[]
  refunds: Units[]
  isCanceled: boolean
  isCaptured: boolean
}

/** The three sides of one purchase; minor units unless said otherwise. */
export interface Sight {
  paygate: LedgerPayment
  books: {
    authorized: number
    captured: number
    refunded: number
    released: number
    /** Kinds of the operations that are open. */
    open: string[]
    isReleaseDue: boolean
    isKept: boolean
    hasDiverged: boolean
  }
  /** Medusa's payments, oldest first: more than one after a change of the order. */
  payments: PaymentRow[]
  order: { isCanceled: boolean; due: number; unpaid: number }
}

/** A purchase in a real store, paid with Klarna and not captured yet. */
export interface Trial {
  paygate: Simulator
  transId: string
  /** Quantity of the article whose number changes. */
  quantity: number
  look(): Promise<Sight>
  capture(payment: PaymentRow, units: Units): Promise<void>
  refund(payment: PaymentRow, units: Units): Promise<void>
  cancel(sight: Sight): Promise<void>
  changeQuantity(quantity: number): Promise<void>
  /** Lets the plugin compare both sides; answers whether another check has to go on with it. */
  reconcile(): Promise<boolean>
  /** Longer than any call or attempt takes. */
  letTimePass(): Promise<void>
}
