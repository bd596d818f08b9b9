import type { PaygateOperationRecord } from "../../modules/paygate-klarna"
import type { OperationContext } from "../../operations"
import type { MovementRequest } from "../merchant/move"
import { doneInParts, fingerprintOf, fingerprintOfPart, isTwin, mayBeMeant } from "../merchant/same-request"

const context = { options: { hmac_key: ["key"] } } as unknown as OperationContext
const items = [{ line_item_id: "a", quantity: 1 }]
const shippingInfo = [{ shipping_company: "DHL", tracking_number: "T1" }]

/** What the books have of a capture; by a merchant's request, or by Medusa's own route. */
function booked(by: MovementRequest | "medusa", facts: Partial<PaygateOperationRecord> = {}): PaygateOperationRecord {
  const request_fingerprint = by === "medusa" ? null : fingerprintOf(by, context)
  return { amount: 10, fulfillment_id: null, items: null, request_fingerprint, ...facts } as PaygateOperationRecord
}

const isSame = (operation: PaygateOperationRecord, request: MovementRequest, isNothingLeft = false) =>
  isTwin(operation, request, { requestFingerprint: fingerprintOf(request, context), isNothingLeft })

describe("a request", () => {
  it.each<[MovementRequest, MovementRequest]>([
    [{ amount: 10 }, { amount: 10.0, completes: false }],
    [{ items }, { items: [{ quantity: 1, line_item_id: "a" }] }],
    [{ shippingInfo }, { shippingInfo: [{ tracking_number: "T1", shipping_company: "DHL" }] }],
    [{ amount: 10 }, { amount: 10, createdBy: "somebody else" }],
    [{}, {}],
  ])("%j is the same as %j", (one, other) => {
    expect(isSame(booked(one), other)).toBe(true)
  })

  it.each<[MovementRequest, MovementRequest]>([
    [{ amount: 10 }, { amount: 10.01 }],
    [{ amount: 10 }, { amount: 10, completes: true }],
    [{ amount: 10 }, { amount: 10, note: "n" }],
    [{ amount: 10 }, { amount: 10, shippingInfo }],
    [{ amount: 10 }, { amount: 10, items }],
    [{ items }, { items: [{ line_item_id: "a", quantity: 2 }] }],
    [{ shippingInfo }, { shippingInfo: [{ shipping_company: "DHL", tracking_number: "T2" }] }],
    [{ amount: 10 }, {}],
  ])("%j is another than %j", (one, other) => {
    expect(isSame(booked(one), other)).toBe(false)
    expect(isSame(booked(other), one)).toBe(false)
  })

  it("is what Medusa's own route has done where it says no more than an amount, or takes all that is left", () => {
    expect(isSame(booked("medusa"), { amount: 10 })).toBe(true)
    expect(isSame(booked("medusa"), {}, true)).toBe(true)
    expect(isSame(booked("medusa"), {})).toBe(false)
    expect(isSame(booked("medusa"), { amount: 10, shippingInfo })).toBe(false)
  })

  it("for a fulfillment is the one for that fulfillment, whatever it is over, and no other", () => {
    const sent = booked({ items }, { fulfillment_id: "ful_1" })
    expect(isSame(sent, { items: [], fulfillmentId: "ful_1" })).toBe(true)
    expect(isSame(sent, { items, fulfillmentId: "ful_2" })).toBe(false)
    expect(isSame(sent, { items })).toBe(false)
    expect(isSame(booked({ items }), { items, fulfillmentId: "ful_1" })).toBe(false)
  })

  it("may be meant as another attempt at what is over the same amount or items", () => {
    expect(mayBeMeant(booked({ amount: 10, shippingInfo }), { amount: 10 })).toBe(true)
    expect(mayBeMeant(booked({ items }, { items: items as never }), { items, shippingInfo })).toBe(true)
    expect(mayBeMeant(booked({ amount: 10 }), { amount: 11 })).toBe(false)
    expect(mayBeMeant(booked({ amount: 10 }), { items })).toBe(false)
    expect(mayBeMeant(booked({ amount: 10 }), {})).toBe(false)
  })

  it("goes on after the parts that were carried out, until its last or something else has followed them", () => {
    const request = { amount: 70 }
    const own = fingerprintOf(request, context)
    const last = { ...booked(request), state: "succeeded" } as PaygateOperationRecord
    const part = { ...last, amount: 20, request_fingerprint: fingerprintOfPart(own) }
    const failed = { ...part, state: "failed" } as PaygateOperationRecord
    const medusas = { ...last, request_fingerprint: null }
    const done = (...operations: PaygateOperationRecord[]) => doneInParts(operations, own).toNumber()
    expect(done(part, part, failed)).toBe(40)
    expect(done(last, part)).toBe(20)
    expect(done(part, last)).toBe(0)
    expect(done(part, medusas)).toBe(0)
    expect(done(part, medusas, part)).toBe(20)
    expect(doneInParts([part], fingerprintOf({ amount: 71 }, context)).toNumber()).toBe(0)
    expect(isSame(part, request)).toBe(false)
  })
})
