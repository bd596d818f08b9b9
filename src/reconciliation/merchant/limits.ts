import { MathBN } from "@medusajs/framework/utils"
import { remainingAmount, type PaygateOperationRecord, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { LIMITS, type Movement } from "../../operations"
import type { Currency } from "../../paygate"
import { toDecimal, toMajor, toMinor, type Decimal } from "../../purchase"
import { exact, exactSum, openMinorAmount, type MedusaPayment } from "../medusa-payments"

/** What may be moved at most: in minor units, and as exactly as Medusa has it. */
export interface Limit {
  minorAmount: number
  /** Major units; all of it moved leaves Medusa nothing, not even a fraction of a cent. */
  amount: Decimal
}

/** What each of Medusa's payments can take. */
function roomsOf(payments: readonly MedusaPayment[], movement: Movement, currency: Currency): Decimal[] {
  const rooms = payments.map((payment) => {
    const captured = exactSum(payment.captures)
    const amount =
      movement === "credit"
        ? captured.minus(exactSum(payment.refunds))
        : openMinorAmount(payment, currency) > 0
          ? exact(payment).minus(captured)
          : MathBN.convert(0)
    return amount.isPositive() ? amount : MathBN.convert(0)
  })
  // A capture is written on the newest.
  return movement === "capture" ? rooms.slice(-1) : rooms
}

/** No more than is left at Paygate. */
function within(room: Decimal, payment: PaygatePaymentRecord, movement: Movement): Limit {
  const currency = payment.currency_code as Currency
  const left = Math.max(0, LIMITS[movement].left(payment))
  const minorAmount = toMinor(room, currency)
  return minorAmount <= left
    ? { minorAmount, amount: room }
    : { minorAmount: left, amount: toDecimal(toMajor(left, currency)) }
}

/** What both Paygate and Medusa can take. */
export function limitOf(payment: PaygatePaymentRecord, payments: readonly MedusaPayment[], movement: Movement): Limit {
  const rooms = roomsOf(payments, movement, payment.currency_code as Currency)
  return within(
    rooms.reduce((sum, room) => sum.plus(room), MathBN.convert(0)),
    payment,
    movement,
  )
}

/**
 * What may be refunded at most, in minor units. Before a refund is sent Medusa is told of all that it does not know of,
 * and has as much room then as Paygate.
 */
export function refundLimit(
  payment: PaygatePaymentRecord,
  payments: readonly MedusaPayment[],
  operations: readonly PaygateOperationRecord[],
): number {
  const rows = new Set(payments.flatMap(({ captures }) => captures.map(({ id }) => id)))
  const knowsAll = operations.every(
    ({ kind, state, medusa_id }) =>
      kind !== "capture" || state !== "succeeded" || medusa_id === null || rows.has(medusa_id),
  )
  return knowsAll ? limitOf(payment, payments, "credit").minorAmount : Math.max(0, LIMITS.credit.left(payment))
}

/** What both can take in one call: what it moves is written on one of Medusa's payments, the one with the most room. */
export function limitAtOnce(
  payment: PaygatePaymentRecord,
  payments: readonly MedusaPayment[],
  movement: Movement,
): Limit {
  const rooms = roomsOf(payments, movement, payment.currency_code as Currency)
  return within(MathBN.max(0, ...rooms), payment, movement)
}

/**
 * What Klarna's order may be changed to at most, in minor units: never above the first request's amount, and raised again
 * no further than Medusa's payment can capture, or what is authorized for nothing would stay so until it lapses.
 */
export function mostAuthorized(payment: PaygatePaymentRecord, payments: readonly MedusaPayment[]): number {
  const currency = payment.currency_code as Currency
  const [room = MathBN.convert(0)] = roomsOf(payments, "capture", currency)
  return Math.max(remainingAmount(payment), Math.min(payment.session_amount, toMinor(room, currency)))
}
