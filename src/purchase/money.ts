import type { BigNumberInput, IBigNumber } from "@medusajs/framework/types"
import { MathBN, MedusaError } from "@medusajs/framework/utils"
import { CURRENCY_DECIMALS, type Currency } from "../paygate/currencies"
import { refusal } from "../refusals"

/** An exact decimal number, as `MathBN` computes with it. */
export type Decimal = ReturnType<typeof MathBN.convert>

/** The largest amount that fits the interface document's format `n..10`, in minor units. */
export const MAX_MINOR_AMOUNT = 9_999_999_999

/** bignumber.js: half up, away from zero; the same as commercial rounding of a positive amount. */
const HALF_UP = 4

/**
 * Reads an amount in any of the shapes Medusa uses, exactly: number, string, `{ value, precision }`, bignumber.js, and
 * Medusa's BigNumber also when it comes from another loaded copy of the framework. Throws on what is not a finite number.
 */
export function toDecimal(amount: BigNumberInput): Decimal {
  const decimal = MathBN.convert(
    isMedusaBigNumber(amount) ? (amount.bigNumber ?? amount.raw ?? amount.numeric) : amount,
  )
  // MathBN takes null for zero; a missing amount must not become one.
  if (amount == null || !decimal.isFinite()) {
    throw refusal("amount_invalid", "it is not a finite number")
  }
  return decimal
}

function isMedusaBigNumber(amount: BigNumberInput): amount is IBigNumber {
  return typeof amount === "object" && amount !== null && "numeric" in amount
}

/** Major to minor units without rounding: 12.3456 EUR is 1234.56 cents. */
export function toExactMinor(amount: BigNumberInput, _currency: Currency): Decimal {
  return toDecimal(amount).shiftedBy(CURRENCY_DECIMALS)
}

/**
 * Decimals of a minor unit that count. Medusa's divisions leave noise near the twentieth digit (14.985 less 7 % tax
 * and with it again is 14.9849999999999999999968, but 14.985 once stored), which must not decide over a cent.
 */
const MEANINGFUL_DECIMALS = 8

/** Rounds minor units half up to an integer; expects a value that a number can hold. */
export function roundHalfUp(minor: Decimal): number {
  // Adding zero turns -0 into 0.
  return minor.decimalPlaces(MEANINGFUL_DECIMALS, HALF_UP).integerValue(HALF_UP).toNumber() + 0
}

/**
 * Converts Medusa's major units to Paygate's integer minor units, rounded half up; Medusa itself does not round.
 * The same amount gives the same result in each of Medusa's shapes.
 * Throws `amount_invalid` on what is not a finite number, rounds to less than zero, or is longer than
 * the ten digits of the interface document's `Amount`.
 */
export function toMinor(amount: BigNumberInput, currency: Currency): number {
  const minor = roundHalfUp(toExactMinor(amount, currency))
  if (minor < 0) {
    throw refusal("amount_invalid", "it is negative")
  }
  if (minor > MAX_MINOR_AMOUNT) {
    throw refusal("amount_invalid", "it is too large, Paygate takes ten digits at most")
  }
  return minor
}

/** What lies between two amounts, from major to whole minor units; below zero it may be, too. */
export function roundDifference(difference: Decimal, currency: Currency): number {
  return roundHalfUp(toExactMinor(difference, currency))
}

/** Converts integer minor units to the number of major units Medusa expects: 1099 is 10.99. */
export function toMajor(minorAmount: number, _currency: Currency): number {
  if (!Number.isSafeInteger(minorAmount)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "The amount is not a whole number of minor units")
  }
  return MathBN.convert(minorAmount).shiftedBy(-CURRENCY_DECIMALS).toNumber()
}

/**
 * What one capture or refund among several is in minor units: the rounded sum up to and with it, less the rounded sum
 * before it. So the parts of an amount always add up to the rounded whole, however it was cut. May be zero.
 *
 * @param amount this part, in major units
 * @param before the sum of the parts before it, in major units and not rounded
 */
export function minorPart(amount: BigNumberInput, before: BigNumberInput, currency: Currency): number {
  if (toDecimal(amount).isNegative() && !toDecimal(amount).isZero()) {
    throw refusal("amount_invalid", "it is negative")
  }
  return toMinor(toDecimal(before).plus(toDecimal(amount)), currency) - toMinor(before, currency)
}
