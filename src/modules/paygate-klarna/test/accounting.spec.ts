import fc from "fast-check"
import { remainingAmount } from ".."
import { allowsStep, changesByFailure, changesBySuccess, type Sums } from "../accounting"
import {
  OPERATION_KINDS,
  PAYMENT_STATES,
  STEP_KINDS,
  type OperationKind,
  type PaygatePaymentState,
  type StepKind,
} from "../kinds"

type Payment = Sums & { state: PaygatePaymentState }

const FRESH: Payment = {
  state: "opening",
  authorized_amount: 0,
  captured_amount: 0,
  refunded_amount: 0,
  released_amount: 0,
}

/** Books an operation the way the service does, if the payment's state and sums let it happen at all. */
function book(payment: Payment, kind: StepKind, wanted: number, succeeds: boolean): Payment {
  const limits: Partial<Record<OperationKind, number>> = {
    capture: remainingAmount(payment),
    credit: payment.captured_amount - payment.refunded_amount,
    reverse: remainingAmount(payment),
    update_order: payment.captured_amount === 0 ? remainingAmount(payment) : 0,
  }
  const limit = limits[kind]
  const amount = kind === "reverse" ? limit! : wanted
  if (!allowsStep(payment.state, kind) || (limit !== undefined && (amount > limit || amount === 0))) {
    return payment
  }
  return {
    ...payment,
    ...(succeeds ? changesBySuccess({ kind, minorAmount: amount }, payment) : changesByFailure(kind, payment.state)),
  }
}

const step = fc.record({
  kind: fc.constantFrom(...STEP_KINDS),
  amount: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9_999_999_999 })),
  succeeds: fc.boolean(),
})

/** Histories of a payment, most of which get as far as an order. */
const history = fc.array(step, { maxLength: 40 }).map((steps) => {
  const order = { kind: "create_order" as const, amount: steps[0]?.amount ?? 1, succeeds: true }
  return [{ kind: "create_session" as const, amount: 1, succeeds: true }, order, ...steps]
})

describe("the books' sums", () => {
  it("are never negative and always add up, whatever happens", () => {
    fc.assert(
      fc.property(history, (steps) => {
        let payment = FRESH
        for (const { kind, amount, succeeds } of steps) {
          payment = book(payment, kind, amount, succeeds)
          const { authorized_amount, captured_amount, refunded_amount, released_amount } = payment
          const sums = [authorized_amount, captured_amount, refunded_amount, released_amount]
          expect(sums.every((sum) => Number.isSafeInteger(sum) && sum >= 0)).toBe(true)
          expect(remainingAmount(payment)).toBe(authorized_amount - captured_amount - released_amount)
          expect(remainingAmount(payment)).toBeGreaterThanOrEqual(0)
          expect(refunded_amount).toBeLessThanOrEqual(captured_amount)
        }
      }),
      { numRuns: 500 },
    )
  })

  it("do not change by a failure", () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPERATION_KINDS), fc.constantFrom(...PAYMENT_STATES), (kind, state) => {
        expect(Object.keys(changesByFailure(kind, state)).every((name) => name === "state")).toBe(true)
      }),
    )
  })
})

describe("a success", () => {
  const authorized: Payment = { ...FRESH, state: "authorized", authorized_amount: 3000 }

  it.each<[OperationKind, Payment, number, object]>([
    ["create_session", FRESH, 3000, { state: "open" }],
    ["create_order", { ...FRESH, state: "open" }, 3000, { state: "authorized", authorized_amount: 3000 }],
    ["create_recurring_order", FRESH, 3000, { state: "authorized", authorized_amount: 3000 }],
    ["update_order", authorized, 2000, { authorized_amount: 2000 }],
    ["capture", { ...authorized, captured_amount: 1000 }, 500, { captured_amount: 1500 }],
    ["credit", { ...authorized, captured_amount: 1000, refunded_amount: 1 }, 500, { refunded_amount: 501 }],
    ["reverse", authorized, 3000, { released_amount: 3000, release_due_at: null, state: "canceled" }],
    ["reverse", { ...authorized, captured_amount: 1000 }, 2000, { released_amount: 2000, release_due_at: null }],
    ["update_address", authorized, 0, {}],
    ["update_reference", authorized, 0, {}],
    ["resend_invoice", authorized, 0, {}],
    ["inquire", authorized, 0, {}],
  ])("of %s is booked", (kind, payment, amount, changes) => {
    expect(changesBySuccess({ kind, minorAmount: amount }, payment)).toEqual(changes)
  })
})

describe("a capture that also releases the rest", () => {
  const owed: Payment = {
    ...FRESH,
    state: "authorized",
    authorized_amount: 3000,
    captured_amount: 500,
    released_amount: 100,
  }

  it("leaves nothing, and nothing owed", () => {
    const changes = changesBySuccess({ kind: "capture", minorAmount: 1000, completes: true }, owed)
    expect(changes).toEqual({ captured_amount: 1500, released_amount: 1500, release_due_at: null })
    expect(remainingAmount({ ...owed, ...changes })).toBe(0)
  })
})

describe("a failure", () => {
  it.each<[OperationKind, PaygatePaymentState, object]>([
    ["create_session", "opening", { state: "failed" }],
    ["create_order", "pending", { state: "failed" }],
    ["create_order", "open", {}],
    ["capture", "authorized", {}],
    ["reverse", "authorized", {}],
  ])("of %s leaves a payment that is %s with %j", (kind, state, changes) => {
    expect(changesByFailure(kind, state)).toEqual(changes)
  })
})

describe("a step", () => {
  it.each(["pending", "failed", "canceled"] as const)("never begins on a payment that is %s", (state) => {
    expect(STEP_KINDS.filter((kind) => allowsStep(state, kind))).toEqual([])
  })

  it("moves money only once Klarna has an order", () => {
    const money = ["capture", "credit", "reverse"] as const
    expect(PAYMENT_STATES.filter((state) => money.some((kind) => allowsStep(state, kind)))).toEqual(["authorized"])
  })

  it("creates one order only", () => {
    expect(PAYMENT_STATES.filter((state) => allowsStep(state, "create_order"))).toEqual(["open"])
  })
})
