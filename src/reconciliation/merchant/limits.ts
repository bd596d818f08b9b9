import { MathBN } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
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

/** What one of Medusa's payments can take: a capture is written on the newest, a refund where there is room. */
function roomOf(payments: readonly MedusaPayment[], movement: Movement, currency: Currency): Limit {
  const rooms = payments.map((payment) => {
    const captured = exactSum(payment.captures)
    const amount =
      movement === "credit"
        ? captured.minus(exactSum(payment.refunds))
        : openMinorAmount(payment, currency) > 0
          ? exact(payment).minus(captured)
          : MathBN.convert(0)
    const room = amount.isPositive() ? amount : MathBN.convert(0)
    return { amount: room, minorAmount: toMinor(room, currency) }
  })
  const candidates = movement === "capture" ? rooms.slice(-1) : rooms
  return candidates.reduce((best, room) => (room.minorAmount > best.minorAmount ? room : best), {
    minorAmount: 0,
    amount: MathBN.convert(0),
  })
}

/** What both Paygate and Medusa can take. */
export function limitOf(payment: PaygatePaymentRecord, payments: readonly MedusaPayment[], movement: Movement): Limit {
  const currency = payment.currency_code as Currency
  const left = Math.max(0, LIMITS[movement].left(payment))
  const room = roomOf(payments, movement, currency)
  return room.minorAmount <= left ? room : { minorAmount: left, amount: toDecimal(toMajor(left, currency)) }
}
