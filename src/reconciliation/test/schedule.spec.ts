import type { PaygateOperationRecord, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { nextCheck, type Finding } from "../schedule"

const NOW = Date.parse("2026-11-22T12:00:00Z")
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000)

function finding(
  payment: Partial<PaygatePaymentRecord> = {},
  changes: Partial<Omit<Finding, "payment">> = {},
): Finding {
  const sums = { authorized_amount: 3000, captured_amount: 0, refunded_amount: 0, released_amount: 0 }
  const times = { created_at: minutesAgo(0), release_due_at: null, kept_at: null }
  return {
    payment: { state: "authorized", checks: 0, ...sums, ...times, ...payment } as PaygatePaymentRecord,
    open: undefined,
    isUnfinished: false,
    hasDiverged: false,
    ...changes,
  }
}

/** Minutes until the next check; `null` for never. */
function minutesUntil(one: Finding): number | null {
  const next = nextCheck(one, NOW)
  return next && (next.getTime() - NOW) / 60_000
}

const openFor = (minutes: number) => ({ open: { created_at: minutesAgo(minutes) } as PaygateOperationRecord })

describe("the next check", () => {
  it.each([
    [0, 1],
    [2, 1],
    [10, 5],
    [60, 30],
    [120, 60],
    [10_000, 60],
  ])("of an outcome that is open for %i minutes is in %i", (age, minutes) => {
    expect(minutesUntil(finding({}, openFor(age)))).toBe(minutes)
  })

  it.each([
    [0, 1],
    [1, 2],
    [5, 32],
    [8, 256],
    [9, 360],
    [2000, 360],
  ])("of what has failed after %i failures before is in %i minutes", (failed_checks, minutes) => {
    expect(minutesUntil(finding({ failed_checks }, { isUnfinished: true }))).toBe(minutes)
  })

  describe("of a hosted page that Paygate creates the order after", () => {
    const opened = (minutes: number, changes: object = {}) => {
      const visits = [{ trans_id: "payses_1", is_auto: true, at: minutesAgo(minutes).toISOString() }]
      return finding({ state: "open", flow: "hosted", pay_id: null, visits, ...changes } as never)
    }

    it.each([
      [0, 15],
      [60, 30],
      [71 * 60, 360],
    ])("and that was opened %i minutes ago is in %i", (age, minutes) => {
      expect(minutesUntil(opened(age))).toBe(minutes)
    })

    it("goes on when the session was given up: the page can still be paid", () => {
      expect(minutesUntil(opened(60, { state: "canceled" }))).toBe(30)
    })

    it("ends once it was reported, or too long ago", () => {
      const quiet = { checks: 1 }
      expect(minutesUntil(opened(60, { pay_id: "1", ...quiet }))).toBeNull()
      expect(minutesUntil(opened(73 * 60, quiet))).toBeNull()
    })
  })

  it.each([
    [1, 5],
    [60, 30],
    [100_000, 360],
  ])("of an order that Klarna has thought over for %i minutes is in %i", (age, minutes) => {
    expect(minutesUntil(finding({ state: "pending", created_at: minutesAgo(age) }))).toBe(minutes)
  })

  it("of an authorization with something left is soon after the last step, and then daily", () => {
    expect(minutesUntil(finding({ checks: 0 }))).toBe(15)
    expect(minutesUntil(finding({ checks: 1 }))).toBe(24 * 60)
    expect(minutesUntil(finding({ checks: 30, captured_amount: 2999 }))).toBe(24 * 60)
  })

  it("of a session that is opening is in an hour: its process may have died", () => {
    expect(minutesUntil(finding({ state: "opening" }))).toBe(60)
  })

  it.each<[string, Partial<PaygatePaymentRecord>]>([
    ["captured", { captured_amount: 3000 }],
    ["captured and released", { captured_amount: 1000, released_amount: 2000 }],
    ["released", { state: "canceled", released_amount: 3000 }],
    ["failed", { state: "failed", authorized_amount: 0 }],
    ["only a session", { state: "open", authorized_amount: 0 }],
  ])("of a payment that is %s comes once more, and then never", (_what, payment) => {
    expect(minutesUntil(finding({ ...payment, checks: 0 }))).toBe(15)
    expect(minutesUntil(finding({ ...payment, checks: 1 }))).toBeNull()
  })

  it("comes daily for as long as the sums differ", () => {
    const over = { captured_amount: 3000, checks: 9 }
    expect(minutesUntil(finding(over, { hasDiverged: true }))).toBe(24 * 60)
  })
})
