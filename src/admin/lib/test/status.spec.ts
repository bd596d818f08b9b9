import { differencesOf, isWaiting, newestXid, statusOf, wasAuthorized } from "../status"
import { operation, payment } from "./payments"

describe("how a payment stands", () => {
  it.each([
    ["authorized", {}],
    ["partially_captured", { captured: 40, remaining: 60 }],
    ["captured", { captured: 100, remaining: 0 }],
    ["captured", { captured: 40, released: 60, remaining: 0 }],
    ["captured", { state: "canceled", captured: 40, released: 60, remaining: 0 }],
    ["partially_refunded", { captured: 40, refunded: 10, remaining: 60 }],
    ["refunded", { captured: 40, refunded: 40, remaining: 60 }],
    ["expired", { expired_at: "2026-11-01T00:00:00.000Z" }],
    ["pending", { state: "pending" }],
    ["failed", { state: "failed" }],
    ["canceled", { state: "canceled", released: 100, remaining: 0 }],
  ] as const)("is %s", (name, changes) => {
    expect(statusOf(payment(changes)).name).toBe(name)
  })

  it("is waited for while Klarna decides", () => {
    expect(isWaiting({ payment: payment({ state: "pending" }), operations: [] })).toBe(true)
  })

  it("is waited for while the outcome of a call is open", () => {
    expect(isWaiting({ payment: payment(), operations: [operation({ state: "unknown" })] })).toBe(true)
  })

  it("is not waited for once everything is settled", () => {
    expect(isWaiting({ payment: payment(), operations: [operation()] })).toBe(false)
  })
})

describe("what both sides say", () => {
  it("agrees when only Medusa has more decimal places", () => {
    expect(differencesOf(payment({ captured: 3.33, medusa: { captured: 3.3337, refunded: 0 } }))).toBeNull()
  })

  it("differs when Medusa has captured less", () => {
    expect(differencesOf(payment({ captured: 40, medusa: { captured: 30, refunded: 0 } }))).toMatchObject({
      books: { captured: 40 },
      medusa: { captured: 30 },
    })
  })

  it("is what a check has noted", () => {
    const divergence = { books: { captured: 1 }, paygate: { captured: 2 }, medusa: { captured: 1 } }
    expect(differencesOf(payment({ divergence }))).toBe(divergence)
  })
})

describe("figures for the merchant", () => {
  it.each([
    [true, {}],
    [true, { state: "canceled", released: 100, remaining: 0 }],
    [false, { state: "pending" }],
    [false, { state: "canceled" }],
  ] as const)("are about an authorized amount: %s", (isAuthorized, changes) => {
    expect(wasAuthorized(payment(changes))).toBe(isAuthorized)
  })

  it("name the newest XID there is", () => {
    expect(newestXid([operation({ xid: "a" }), operation({ xid: "b" }), operation({ xid: null })])).toBe("b")
    expect(newestXid([operation({ xid: "a" }), operation({ kind: "inquire", xid: "b" })])).toBe("a")
  })

  it("name no XID where no call has one", () => {
    expect(newestXid([operation()])).toBeNull()
  })
})
