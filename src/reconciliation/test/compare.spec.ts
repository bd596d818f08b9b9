import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
import type { OperationContext } from "../../operations"
import { compareSums, findDivergence, type Divergence } from "../compare"
import type { MedusaPayment } from "../medusa-payments"

const payment = {
  pay_id: "p".repeat(32),
  trans_id: "payses_1",
  currency_code: "EUR",
  authorized_amount: 3000,
  captured_amount: 1500,
  refunded_amount: 500,
  released_amount: 0,
} as PaygatePaymentRecord

const rows = (...amounts: number[]) => amounts.map((amount, index) => ({ id: String(index), amount }))

/** Medusa's payments of an order; more than one after a change of it. */
const medusa = (captures: number[][], refunds: number[][]) =>
  captures.map((amounts, index) => ({ captures: rows(...amounts), refunds: rows(...(refunds[index] ?? [])) }))

function compare(
  inquiry: { AmountAuth?: number; AmountCap?: number; AmountCred?: number },
  payments = medusa([[10, 5]], [[5]]),
  changes: Partial<PaygatePaymentRecord> = {},
) {
  const send = () => Promise.resolve({ outcome: "succeeded", code: "00000000", answer: inquiry })
  const client = { prepare: () => ({ maskedRequest: {}, send }) }
  const books = { bookInquiry: () => Promise.resolve() }
  const context = { client, books } as unknown as OperationContext
  return compareSums(context, { ...payment, ...changes }, payments as unknown as MedusaPayment[])
}

const AGREEING = { AmountAuth: 3000, AmountCap: 1500, AmountCred: 500 }

it("finds nothing where all three sides agree", async () => {
  expect(await compare(AGREEING)).toBeUndefined()
})

it("adds up over all of Medusa's payments, and rounds the sum only", async () => {
  expect(await compare(AGREEING, medusa([[10], [1.666, 1.667, 1.667]], [[], [5]]))).toBeUndefined()
})

it("takes either reading of what is authorized after a release", async () => {
  const released = { released_amount: 1500 }
  expect(await compare(AGREEING, undefined, released)).toBeUndefined()
  expect(await compare({ ...AGREEING, AmountAuth: 1500 }, undefined, released)).toBeUndefined()
  expect(await compare({ ...AGREEING, AmountAuth: 1499 }, undefined, released)).toBeDefined()
})

it("holds nothing against Paygate that it leaves out", async () => {
  expect(await compare({})).toBeUndefined()
})

it.each([
  ["Paygate's captures", { ...AGREEING, AmountCap: 1501 }],
  ["Paygate's credits", { ...AGREEING, AmountCred: 0 }],
  ["Paygate's authorization", { ...AGREEING, AmountAuth: 2999 }],
])("reports all sides when %s differ", async (_what, inquiry) => {
  expect(await compare(inquiry)).toEqual({
    books: { authorized: 3000, captured: 1500, refunded: 500, released: 0 },
    paygate: { authorized: inquiry.AmountAuth, captured: inquiry.AmountCap, refunded: inquiry.AmountCred },
    medusa: { captured: 1500, refunded: 500 },
  })
})

it.each([
  ["captures", medusa([[10]], [[5]])],
  ["refunds", medusa([[10, 5]], [[5.01]])],
])("reports Medusa's %s by the cent", async (_what, payments) => {
  expect(await compare(AGREEING, payments)).toBeDefined()
})

describe("a difference", () => {
  const difference = (captured: number): Divergence => ({
    books: { authorized: 3000, released: 0, captured: 0, refunded: 0 },
    paygate: { captured },
    medusa: { captured, refunded: 0 },
  })
  const looks = (...seen: (Divergence | undefined)[]) => findDivergence(() => Promise.resolve(seen.shift()))

  it("counts when it stays", async () => {
    expect(await looks(difference(1000), difference(1000))).toEqual(difference(1000))
  })

  it("is none while a step is under way", async () => {
    expect(await looks(difference(1000), undefined)).toBeUndefined()
    expect(await looks(difference(1000), difference(2000))).toBeUndefined()
  })

  it("is looked for once where there is none", async () => {
    expect(await looks(undefined, difference(1000))).toBeUndefined()
  })
})
