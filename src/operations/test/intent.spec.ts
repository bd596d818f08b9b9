import fc from "fast-check"
import { limitOf, parameters } from "../../paygate"
import { positionAfter, reqIdOf, type Intent } from "../intent"

const INTENT: Intent = { paymentId: "pgkpay_1", kind: "capture", position: 0, minorAmount: 1000 }

describe("a ReqID", () => {
  it("is the same for every attempt at the same", () => {
    expect(reqIdOf({ ...INTENT })).toBe(reqIdOf(INTENT))
  })

  it("is as long as Paygate takes and no longer", () => {
    expect(reqIdOf(INTENT)).toMatch(/^[0-9a-f]{32}$/)
    expect(limitOf(parameters.ReqID)).toBe(32)
  })

  it.each<[string, Partial<Intent>]>([
    ["payment", { paymentId: "pgkpay_2" }],
    ["kind", { kind: "credit" }],
    ["position", { position: 1 }],
    ["amount", { minorAmount: 1001 }],
    ["release of the rest", { completes: true }],
  ])("changes with the %s", (_what, change) => {
    expect(reqIdOf({ ...INTENT, ...change })).not.toBe(reqIdOf(INTENT))
  })

  it("never runs numbers into one another", () => {
    const number = fc.nat({ max: 10 ** 6 })
    fc.assert(
      fc.property(number, number, number, number, (position, minorAmount, otherPosition, otherAmount) => {
        fc.pre(position !== otherPosition || minorAmount !== otherAmount)
        expect(reqIdOf({ ...INTENT, position, minorAmount })).not.toBe(
          reqIdOf({ ...INTENT, position: otherPosition, minorAmount: otherAmount }),
        )
      }),
    )
  })
})

describe("the position of the next intent", () => {
  it.each([
    ["was carried out", { state: "succeeded", code: "00000000" }, 1],
    ["turned out to have been carried out", { state: "succeeded", code: "timeout" }, 1],
    ["was refused, which Paygate would repeat", { state: "failed", code: "22890067" }, 1],
    ["left Paygate itself in doubt", { state: "failed", code: "22890051" }, 1],
    ["never left", { state: "failed", code: "not_reachable" }, 0],
    ["was lost without a trace", { state: "failed", code: "timeout" }, 0],
    ["died with its process", { state: "failed", code: null }, 0],
  ] as const)("after one that %s", (_what, over, position) => {
    expect(positionAfter([over])).toBe(position)
  })

  it("counts all before it", () => {
    const done = { state: "succeeded", code: "00000000" } as const
    expect(positionAfter([done, { state: "failed", code: "no_answer" }, done])).toBe(2)
  })
})
