/** Ten-thousandths of a major unit, so that fractions of a cent are whole numbers, too. */
export type Units = number

const UNITS_PER_MAJOR = 10_000
const UNITS_PER_MINOR = 100

export const toMajor = (units: Units): number => units / UNITS_PER_MAJOR

/** Rounded half up, as a cent is. */
export const toMinor = (units: Units): number => Math.floor(units / UNITS_PER_MINOR + 0.5)

export const fromMinor = (minorAmount: number): Units => minorAmount * UNITS_PER_MINOR

/** Reads what PostgreSQL keeps of an amount. Throws when it has more decimals than the sequences use. */
export function fromDecimal(text: string): Units {
  const units = Number(text) * UNITS_PER_MAJOR
  if (Math.abs(units - Math.round(units)) > 1e-6) {
    throw new Error(`${text} has more than four decimals`)
  }
  return Math.round(units)
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
