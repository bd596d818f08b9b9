import fc from "fast-check"
import { judgeByInquiry } from "../settle-open-operation"

type Operation = Parameters<typeof judgeByInquiry>[0]

const MINUTE = 60_000
const operationOf = (changes: Partial<Operation> = {}): Operation => ({
  kind: "capture",
  minor_amount: 1000,
  created_at: new Date(),
  repeating_at: null,
  code: "no_answer",
  ...changes,
})
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)
const NOTHING = { authorized_amount: 5000, captured_amount: 0, refunded_amount: 0 }

const amount = fc.integer({ min: 0, max: 9_999_999_999 })
const positive = fc.integer({ min: 1, max: 9_999_999_999 })

describe.each([
  ["capture", "captured_amount", "AmountCap"],
  ["credit", "refunded_amount", "AmountCred"],
] as const)("an open %s", (kind, booked, reported) => {
  it("was carried out exactly when Paygate's sum has grown by it, and not when it has not grown at all", () => {
    fc.assert(
      fc.property(positive, amount, amount, amount, (minor_amount, before, other, now) => {
        const payment = { authorized_amount: other, captured_amount: other, refunded_amount: other, [booked]: before }
        const judged = judgeByInquiry(operationOf({ kind, minor_amount }), payment, { [reported]: now })
        expect(judged).toBe(now === before + minor_amount ? "succeeded" : now === before ? "failed" : "unknown")
        const done = judgeByInquiry(operationOf({ kind, minor_amount }), payment, { [reported]: before + minor_amount })
        expect(done).toBe("succeeded")
        expect(judgeByInquiry(operationOf({ kind, minor_amount }), payment, { [reported]: before })).toBe("failed")
      }),
    )
  })

  it("stays open while Paygate says that it is still running, until its sum has grown", () => {
    const pending = operationOf({ kind, code: "62890000", created_at: ago(10_000) })
    expect(judgeByInquiry(pending, NOTHING, { [reported]: 0 })).toBe("unknown")
    expect(judgeByInquiry(pending, NOTHING, { [reported]: 1000 })).toBe("succeeded")
  })

  it("stays open after a timeout for as long as Paygate may still be at it, until its sum has grown", () => {
    const slow = (minutes: number) => operationOf({ kind, code: "timeout", created_at: ago(minutes) })
    expect(judgeByInquiry(slow(0), NOTHING, { [reported]: 0 })).toBe("unknown")
    expect(judgeByInquiry(slow(1.9), NOTHING, { [reported]: 0 })).toBe("unknown")
    expect(judgeByInquiry(slow(1.9), NOTHING, { [reported]: 1000 })).toBe("succeeded")
    expect(judgeByInquiry(slow(2.1), NOTHING, { [reported]: 0 })).toBe("failed")
  })

  it("stays open when Paygate names no sum", () => {
    expect(judgeByInquiry(operationOf({ kind }), NOTHING, {})).toBe("unknown")
  })
})

describe("an open order creation", () => {
  const order = (changes: Partial<Operation> = {}) => operationOf({ kind: "create_order", ...changes })

  it("is done when Paygate has authorized the amount", () => {
    expect(judgeByInquiry(order(), NOTHING, { AmountAuth: 1000 })).toBe("succeeded")
  })

  it("stays open when Paygate has authorized another amount", () => {
    expect(judgeByInquiry(order({ created_at: ago(600) }), NOTHING, { AmountAuth: 999 })).toBe("unknown")
  })

  it.each([{ AmountAuth: 0 }, {}])("may still come within the hour its token lives: %j", (inquiry) => {
    expect(judgeByInquiry(order({ created_at: ago(59) }), NOTHING, inquiry)).toBe("unknown")
  })

  it.each([{ AmountAuth: 0 }, {}])("did not happen when the hour is over: %j", (inquiry) => {
    expect(judgeByInquiry(order({ created_at: ago(61) }), NOTHING, inquiry)).toBe("failed")
  })

  it("stays open for as long as Klarna thinks it over", () => {
    const pending = order({ code: "62890000", created_at: ago(60 * 24) })
    expect(judgeByInquiry(pending, NOTHING, { AmountAuth: 0 })).toBe("unknown")
  })
})

describe("other open operations", () => {
  it("a session without its answer can never be paid", () => {
    expect(judgeByInquiry(operationOf({ kind: "create_session" }), NOTHING, {})).toBe("failed")
  })

  const inquiry = { AmountAuth: 1000, AmountCap: 1000, AmountCred: 1000 }

  it("a release does not show in the amounts", () => {
    expect(judgeByInquiry(operationOf({ kind: "reverse" }), NOTHING, inquiry)).toBe("unknown")
  })

  it("a lower order amount was taken over when it is Paygate's, and not when the old one is", () => {
    const change = (changes: Partial<Operation> = {}) => operationOf({ kind: "update_order", ...changes })
    const payment = { ...NOTHING, authorized_amount: 3000 }
    expect(judgeByInquiry(change(), payment, inquiry)).toBe("succeeded")
    expect(judgeByInquiry(change(), payment, { AmountAuth: 3000 })).toBe("failed")
    expect(judgeByInquiry(change({ code: "timeout" }), payment, { AmountAuth: 3000 })).toBe("unknown")
    expect(judgeByInquiry(change(), payment, { AmountAuth: 2000 })).toBe("unknown")
    expect(judgeByInquiry(change(), payment, {})).toBe("unknown")
  })
})
