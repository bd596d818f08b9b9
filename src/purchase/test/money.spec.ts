import type { BigNumberInput } from "@medusajs/framework/types"
import { BigNumber, MathBN } from "@medusajs/framework/utils"
import fc from "fast-check"
import { CURRENCIES } from "../../paygate/currencies"
import { MAX_MINOR_AMOUNT, minorPart, toMajor, toMinor } from "../money"

const currency = fc.constantFrom(...CURRENCIES)

/** A decimal as an integer and the number of its decimals, so that BigInt can compute what is right. */
const decimal = fc
  .record({ digits: fc.bigInt({ min: 0n, max: 9n * 10n ** 13n }), places: fc.integer({ min: 6, max: 10 }) })
  .map(({ digits, places }) => {
    const padded = digits.toString().padStart(places + 1, "0")
    return { digits, places, text: `${padded.slice(0, -places)}.${padded.slice(-places)}` }
  })

describe("toMinor", () => {
  it("rounds half up, exactly, whatever the number of decimals", () => {
    fc.assert(
      fc.property(decimal, currency, ({ digits, places, text }, code) => {
        const unit = 10n ** BigInt(places - 2)
        expect(toMinor(text, code)).toBe(Number((digits + unit / 2n) / unit))
      }),
      { numRuns: 2000 },
    )
  })

  it("reads every shape Medusa hands out alike", () => {
    fc.assert(
      fc.property(decimal, ({ text }) => {
        const expected = toMinor(text, "EUR")
        const exact = MathBN.convert(text)
        expect(toMinor(exact, "EUR")).toBe(expected)
        expect(toMinor({ value: text, precision: 20 }, "EUR")).toBe(expected)
        expect(toMinor(new BigNumber(exact) as BigNumberInput, "EUR")).toBe(expected)
        // What a second loaded copy of the framework hands over is no instance of this one's class.
        const foreign = { numeric: exact.toNumber(), raw: { value: text }, toJSON: () => 0, valueOf: () => 0 }
        expect(toMinor(foreign, "EUR")).toBe(expected)
      }),
    )
  })

  it("does not stumble where floating point does", () => {
    expect(toMinor(1.005, "EUR")).toBe(101)
    expect(toMinor(19.99, "EUR")).toBe(1999)
    expect(toMinor(4.35, "EUR")).toBe(435)
    expect(toMinor("0.005", "SEK")).toBe(1)
    expect(toMinor("0.0049999999", "SEK")).toBe(0)
  })

  it("gives what Medusa computes the same value as what Medusa stores", () => {
    const computed = MathBN.mult(MathBN.div("14.985", "1.07"), "1.07")
    expect(computed.toFixed()).toBe("14.9849999999999999999968")
    expect(toMinor(computed, "EUR")).toBe(1499)
    expect(toMinor(new BigNumber(computed).raw!, "EUR")).toBe(1499)
    expect(toMinor(computed.toNumber(), "EUR")).toBe(1499)
  })

  it("is undone by toMajor for every amount Paygate takes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MINOR_AMOUNT }), currency, (minorAmount, code) => {
        expect(toMinor(toMajor(minorAmount, code), code)).toBe(minorAmount)
      }),
    )
  })

  it("takes what rounds to nothing as nothing", () => {
    expect(Object.is(toMinor("-0.000000000001", "EUR"), 0)).toBe(true)
  })

  it.each([NaN, Infinity, -Infinity, "", "12,50", {}, { value: "x" }, null, undefined])("refuses %p", (amount) => {
    expect(() => toMinor(amount as never, "EUR")).toThrow("not a finite number")
  })

  it("refuses negative amounts and those longer than ten digits", () => {
    expect(() => toMinor("-0.01", "EUR")).toThrow("negative")
    expect(toMinor("99999999.99", "EUR")).toBe(MAX_MINOR_AMOUNT)
    expect(() => toMinor("99999999.995", "EUR")).toThrow("too large")
  })
})

describe("toMajor", () => {
  it("gives the number a merchant would write", () => {
    expect(toMajor(1099, "EUR")).toBe(10.99)
    expect(toMajor(1, "USD")).toBe(0.01)
    expect(toMajor(MAX_MINOR_AMOUNT, "NOK")).toBe(99999999.99)
  })

  it("refuses fractions of a minor unit", () => {
    expect(() => toMajor(10.5, "EUR")).toThrow("whole number")
  })
})

describe("minorPart", () => {
  it("makes parts add up to the rounded whole, however an amount is cut", () => {
    const parts = fc.array(
      fc.bigInt({ min: 0n, max: 10n ** 12n }).map((digits) => MathBN.convert(digits.toString()).shiftedBy(-6)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(parts, currency, (amounts, code) => {
        const minorParts = amounts.map((amount, index) =>
          minorPart(amount, MathBN.sum(...amounts.slice(0, index)), code),
        )
        expect(minorParts.reduce((sum, part) => sum + part, 0)).toBe(toMinor(MathBN.sum(...amounts), code))
        minorParts.forEach((part) => expect(part).toBeGreaterThanOrEqual(0))
      }),
      { numRuns: 2000 },
    )
  })

  it("captures a third, a third and a third of ten as 3.33, 3.34 and 3.33", () => {
    const third = MathBN.div(10, 3)
    const parts = [0, 1, 2].map((before) => minorPart(third, MathBN.mult(third, before), "EUR"))
    expect(parts).toEqual([333, 334, 333])
  })

  it("refuses a negative part", () => {
    expect(() => minorPart(-1, 5, "EUR")).toThrow("negative")
  })
})
