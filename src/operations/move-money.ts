import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { remainingAmount, type PaygateOperationRecord, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, type Currency } from "../paygate"
import { carryOut, prepareCall } from "./carry-out"
import type { ProviderContext } from "./context"
import { positionAfter, reqIdOf } from "./intent"
import { minorPart, toDecimal, toMajor, type Decimal } from "../purchase/money"
import { asRefusal, moneyRefusal, refusal } from "../refusals"
import { settleOpenOperation } from "./settle-open-operation"

/** Medusa's payment session, as named by the data of a session or payment of this provider. */
export function sessionIdOf(data: Record<string, unknown> | undefined): string {
  return String(data?.["session_id"])
}

/** The payment behind Medusa's data. */
export async function requirePayment(
  { books }: ProviderContext,
  data: Record<string, unknown> | undefined,
): Promise<PaygatePaymentRecord> {
  const found = await books.findPaymentBySession(sessionIdOf(data))
  if (!found) {
    throw refusal("session_unknown")
  }
  return found
}

/** Settles what is open first. Throws `operation_in_progress` or `outcome_unknown` when that cannot be done now. */
async function requireClear(context: ProviderContext, found: PaygatePaymentRecord): Promise<PaygatePaymentRecord> {
  const { payment, operation, isClear } = await settleOpenOperation(context, found)
  if (!isClear) {
    throw refusal(operation?.state === "started" ? "operation_in_progress" : "outcome_unknown")
  }
  return payment
}

/** What Medusa asked for, in major units and unrounded. */
function exactAmount({ raw_amount, amount }: PaygateOperationRecord): Decimal {
  return toDecimal((raw_amount as BigNumberInput | null) ?? amount)
}

function sumOfAmounts(operations: readonly PaygateOperationRecord[]): BigNumberInput {
  return operations
    .filter(({ state }) => state === "succeeded")
    .reduce((sum, operation) => MathBN.add(sum, exactAmount(operation)), MathBN.convert(0))
}

/** Captures or credits, each with its own limit. */
export type Movement = "capture" | "credit"

const LIMITS = {
  capture: {
    over: "capture_over_authorization",
    left: remainingAmount,
    rows: ({ captures }: ProviderContext) => captures,
  },
  credit: {
    over: "refund_over_capture",
    left: (payment: PaygatePaymentRecord) => payment.captured_amount - payment.refunded_amount,
    rows: ({ refunds }: ProviderContext) => refunds,
  },
} as const

/**
 * What Paygate has carried out while Medusa has no row of it: told of a failure or of an open outcome, Medusa deletes its
 * capture or refund, and so it does when it fails itself after the provider has answered.
 */
async function withoutRow(
  context: ProviderContext,
  movement: Movement,
  over: readonly PaygateOperationRecord[],
): Promise<PaygateOperationRecord[]> {
  const carriedOut = over.filter(({ state, medusa_id }) => state === "succeeded" && medusa_id !== null)
  if (carriedOut.length === 0) {
    return []
  }
  const ids = carriedOut.map(({ medusa_id }) => medusa_id!)
  const rows = await LIMITS[movement].rows(context).list({ id: ids }, { select: ["id"], take: ids.length })
  const known = new Set(rows.map(({ id }) => id))
  return carriedOut.filter(({ medusa_id }) => !known.has(medusa_id!))
}

/**
 * Captures or credits exactly `amount` (major units) of a payment. An earlier attempt at the very same that has been
 * carried out unknown to Medusa is adopted instead of being sent again; one over another amount has to be tried again
 * first, or Medusa's sums would stay below Klarna's for ever.
 */
export async function moveMoney(
  context: ProviderContext,
  found: PaygatePaymentRecord,
  movement: Movement,
  { amount, medusaId }: { amount: BigNumberInput; medusaId: string | undefined },
): Promise<void> {
  const { books } = context
  try {
    const payment = await requireClear(context, found)
    if (payment.state !== "authorized") {
      throw refusal("payment_not_authorized")
    }
    const currency = payment.currency_code as Currency
    const exact = toDecimal(amount)
    const over = await books.listSettledOperations(payment.id, movement)
    const unbooked = await withoutRow(context, movement, over)
    const same = unbooked.find((operation) => exactAmount(operation).eq(exact))
    if (same) {
      if (!(await books.adopt(same, medusaId ?? null))) {
        throw refusal("operation_in_progress")
      }
      return
    }
    if (unbooked.length > 0) {
      throw refusal(
        "earlier_attempt_not_booked",
        unbooked.map((operation) => exactAmount(operation).toFixed()).join(", "),
      )
    }
    const minorAmount = minorPart(exact, sumOfAmounts(over), currency)
    if (minorAmount === 0) {
      throw refusal("amount_below_minor_unit")
    }
    if (minorAmount > LIMITS[movement].left(payment)) {
      throw refusal(LIMITS[movement].over, `${toMajor(LIMITS[movement].left(payment), currency)} ${currency} at most`)
    }
    const reqId = reqIdOf({ paymentId: payment.id, kind: movement, position: positionAfter(over), minorAmount })
    const prepared = prepareCall(context, CALLS[movement], {
      PayID: payment.pay_id ?? "",
      TransID: payment.trans_id,
      Amount: minorAmount,
      Currency: currency,
      ReqID: reqId,
    })
    const { result } = await carryOut(context, {
      payment,
      draft: { kind: movement, reqId, amount: exact.toFixed(), minorAmount, medusaId },
      prepared,
    })
    if (result.outcome === "pending") {
      throw refusal("outcome_unknown")
    }
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}

/** Releases exactly what is left of the authorization; nothing when nothing is left. */
export async function releaseRest(context: ProviderContext, found: PaygatePaymentRecord): Promise<void> {
  const { books } = context
  try {
    const payment = await requireClear(context, found)
    if (payment.state === "open" || payment.state === "opening") {
      await books.forgetSession(payment.payment_session_id)
      return
    }
    const minorAmount = remainingAmount(payment)
    if (minorAmount <= 0) {
      return
    }
    const currency = payment.currency_code as Currency
    const over = await books.listSettledOperations(payment.id, "reverse")
    const reqId = reqIdOf({ paymentId: payment.id, kind: "reverse", position: positionAfter(over), minorAmount })
    const prepared = prepareCall(context, CALLS.reverse, {
      PayID: payment.pay_id ?? "",
      TransID: payment.trans_id,
      Amount: minorAmount,
      Currency: currency,
      ReqID: reqId,
    })
    const draft = { kind: "reverse", reqId, amount: String(toMajor(minorAmount, currency)), minorAmount } as const
    const { result } = await carryOut(context, { payment, draft, prepared })
    if (result.outcome === "pending") {
      throw refusal("outcome_unknown")
    }
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}
