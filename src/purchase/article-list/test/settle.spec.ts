import fc from "fast-check"
import { settle } from "../settle"
import { settleTaxes } from "../tax"

const free = (ideal: number) => ({ ideal, low: -Infinity, high: Infinity })

describe("settle", () => {
  it("moves what rounding put furthest off, and the larger among equals", () => {
    expect(settle([10.2, 99.4, 7.1].map(free), 117).values).toEqual([10, 100, 7])
    expect(settle([10.6, 99.9, 7.5].map(free), 118).values).toEqual([11, 100, 7])
    expect(settle([5.5, 99.5, 7.5].map(free), 112).values).toEqual([6, 99, 7])
  })

  it("is not swayed by noise behind the sixth decimal", () => {
    expect(settle([5.3 + 1e-9, 99.3].map(free), 105).values).toEqual([5, 100])
  })

  it("stays within bounds and tells what it could not place", () => {
    const share = fc
      .record({ ideal: fc.double({ min: -1000, max: 1000, noNaN: true }), room: fc.nat(2) })
      .map(({ ideal, room }) => ({ ideal, low: Math.floor(ideal) - room, high: Math.ceil(ideal) + room }))
    fc.assert(
      fc.property(fc.array(share, { maxLength: 20 }), fc.integer({ min: -50, max: 50 }), (shares, shift) => {
        const target = Math.round(shares.reduce((sum, { ideal }) => sum + ideal, 0)) + shift
        const { values, rest } = settle(shares, target)
        expect(values.reduce((sum, value) => sum + value, 0) + rest).toBe(target)
        shares.forEach(({ low, high }, index) => {
          expect(values[index]).toBeGreaterThanOrEqual(low)
          expect(values[index]).toBeLessThanOrEqual(high)
        })
        // Nothing is left while there is room.
        const edges = shares.map(({ low, high }) => (rest < 0 ? low : high) + 0)
        if (rest !== 0) {
          expect(values).toEqual(edges)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

it("settleTaxes gives no tax to a line without a rate", () => {
  const lines = [
    { total: 100, rate: 0, tax: 0 },
    { total: 120, rate: 1900, tax: 19.16 },
  ]
  expect(settleTaxes(lines, 20)).toEqual({ values: [0, 20], rest: 0 })
  expect(settleTaxes(lines, 21)).toEqual({ values: [0, 20], rest: 1 })
})
