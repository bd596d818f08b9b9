import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
import type { MedusaPayment } from "../medusa-payments"
import { limitAtOnce, limitOf, mostAuthorized } from "../merchant/limits"

interface Rows {
  captures?: number[]
  refunds?: number[]
  canceled_at?: Date
}

/** One of Medusa's payments, in major units. */
function medusas(amount: number, { captures = [], refunds = [], canceled_at }: Rows = {}): MedusaPayment {
  const rows = (amounts: number[]) => amounts.map((one) => ({ amount: one }))
  return { amount, captures: rows(captures), refunds: rows(refunds), canceled_at } as unknown as MedusaPayment
}

/** One of the books', in minor units. */
function booked(sums: Partial<PaygatePaymentRecord>): PaygatePaymentRecord {
  const none = { captured_amount: 0, refunded_amount: 0, released_amount: 0 }
  return {
    currency_code: "EUR",
    session_amount: 3490,
    authorized_amount: 3490,
    ...none,
    ...sums,
  } as PaygatePaymentRecord
}

describe("the most that can be moved", () => {
  it("is refunded over all of Medusa's payments, and by one call over the one with the most room", () => {
    const payments = [
      medusas(34.9, { captures: [10], refunds: [4], canceled_at: new Date() }),
      medusas(14.9, { captures: [14.9] }),
    ]
    const payment = booked({ captured_amount: 2490, refunded_amount: 400 })
    expect(limitOf(payment, payments, "credit").minorAmount).toBe(2090)
    expect(limitAtOnce(payment, payments, "credit").minorAmount).toBe(1490)
  })

  it("is rounded once over all of them, and leaves not even a fraction of a cent", () => {
    const payments = [medusas(10.004, { captures: [10.004] }), medusas(5.004, { captures: [5.004] })]
    const { amount, minorAmount } = limitOf(booked({ captured_amount: 1501 }), payments, "credit")
    expect({ amount: amount.toNumber(), minorAmount }).toEqual({ amount: 15.008, minorAmount: 1501 })
  })

  it("is captured on Medusa's newest payment, and no more than Paygate has", () => {
    const payments = [medusas(34.9, { captures: [10], canceled_at: new Date() }), medusas(14.9)]
    expect(limitOf(booked({ captured_amount: 1000 }), payments, "capture").minorAmount).toBe(1490)
    expect(limitOf(booked({ authorized_amount: 1200 }), payments, "capture").minorAmount).toBe(1200)
    expect(limitAtOnce(booked({}), payments, "capture").minorAmount).toBe(1490)
  })

  it("is authorized again up to the first amount, as far as Medusa can capture it", () => {
    const lowered = booked({ authorized_amount: 2000 })
    expect(mostAuthorized(lowered, [medusas(34.9)])).toBe(3490)
    expect(mostAuthorized(lowered, [medusas(40)])).toBe(3490)
    expect(mostAuthorized(lowered, [medusas(34.9, { canceled_at: new Date() }), medusas(24.9)])).toBe(2490)
    expect(mostAuthorized(lowered, [medusas(34.9, { canceled_at: new Date() })])).toBe(2000)
    expect(mostAuthorized(booked({}), [medusas(24.9)])).toBe(3490)
  })
})
