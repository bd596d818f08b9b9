import { setTimeout as wait } from "node:timers/promises"
import { isDeepStrictEqual } from "node:util"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import { inquire, type OperationContext } from "../operations"
import type { Currency } from "../paygate"
import { minorSum, type MedusaPayment } from "./medusa-payments"

interface MovedSums {
  captured: number
  refunded: number
}

/** The sums of the three sides, in minor units. */
export type Divergence = {
  books: MovedSums & { authorized: number; released: number }
  paygate: { authorized?: number; captured?: number; refunded?: number }
  medusa: MovedSums
}

/**
 * Compares the books with Paygate and with Medusa. Whether Paygate's `AmountAuth` goes down with a release is not
 * established (protocol facts, section 5), so both readings count as agreement.
 */
export async function compareSums(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  medusaPayments: readonly MedusaPayment[],
): Promise<Divergence | undefined> {
  const currency = payment.currency_code as Currency
  const { AmountAuth, AmountCap, AmountCred } = await inquire(context, payment)
  const books = {
    authorized: payment.authorized_amount,
    released: payment.released_amount,
    captured: payment.captured_amount,
    refunded: payment.refunded_amount,
  }
  const medusa = {
    // Rounded once over all of them, as the books do it: their amounts may have fractions of a cent.
    captured: minorSum(
      medusaPayments.flatMap(({ captures }) => captures),
      currency,
    ),
    refunded: minorSum(
      medusaPayments.flatMap(({ refunds }) => refunds),
      currency,
    ),
  }
  const agrees =
    isOneOf(AmountAuth, [books.authorized, books.authorized - books.released]) &&
    isOneOf(AmountCap, [books.captured]) &&
    isOneOf(AmountCred, [books.refunded]) &&
    medusa.captured === books.captured &&
    medusa.refunded === books.refunded
  return agrees
    ? undefined
    : {
        books,
        paygate: {
          ...(AmountAuth === undefined ? {} : { authorized: AmountAuth }),
          ...(AmountCap === undefined ? {} : { captured: AmountCap }),
          ...(AmountCred === undefined ? {} : { refunded: AmountCred }),
        },
        medusa,
      }
}

/** Longer than Medusa takes from a row of its own to the call for it, or from a refused call to deleting the row. */
const SECOND_LOOK_MS = 1_000

/** A step that is under way beside the check looks like a difference for a moment: only one that stays is one. */
export async function findDivergence(look: () => Promise<Divergence | undefined>): Promise<Divergence | undefined> {
  const first = await look()
  if (!first) {
    return undefined
  }
  await wait(SECOND_LOOK_MS)
  const second = await look()
  return isDeepStrictEqual(first, second) ? first : undefined
}

/** What Paygate leaves out it does not contradict. */
function isOneOf(amount: number | undefined, expected: readonly number[]): boolean {
  return amount === undefined || expected.includes(amount)
}
