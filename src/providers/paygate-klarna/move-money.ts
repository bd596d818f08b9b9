import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { remainingAmount, type PaygateOperationRecord, type PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { CALLS, type Currency } from "../../paygate"
import { carryOut } from "./carry-out"
import type { ProviderContext } from "./context"
import { reqIdOf } from "./intent"
import { minorPart, toDecimal, toMajor, type Decimal } from "./money"
import { asRefusal, moneyRefusal, refusal } from "../../refusals"
import { settleOpenOperation } from "./settle-open-operation"

/** The payment behind Medusa's data. */
export async function requirePayment(
  { books }: ProviderContext,
  data: Record<string, unknown> | undefined,
): Promise<PaygatePaymentRecord> {
  const found = await books.findPaymentBySession(String(data?.["session_id"]))
  if (!found) {
    throw refusal("session_unknown")
  }
  return found
}

/** Settles what is open first. Throws `operation_in_progress` or `outcome_unknown` when that cannot be done now. */
async function requireClear(
  context: ProviderContext,
  payment: PaygatePaymentRecord,
): Promise<{ payment: PaygatePaymentRecord; operation?: PaygateOperationRecord }> {
  const reconciled = await settleOpenOperation(context, payment)
  if (!reconciled.isClear) {
    throw refusal(reconciled.operation?.state === "started" ? "operation_in_progress" : "outcome_unknown")
  }
  return reconciled
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
  },
  credit: {
    over: "refund_over_capture",
    left: (payment: PaygatePaymentRecord) => payment.captured_amount - payment.refunded_amount,
  },
} as const

/**
 * Captures or credits exactly `amount` (major units) of a payment. An earlier attempt at the very same that turns out
 * to have been carried out is adopted instead of being sent again.
 */
export async function moveMoney(
  context: ProviderContext,
  found: PaygatePaymentRecord,
  movement: Movement,
  { amount, medusaId }: { amount: BigNumberInput; medusaId: string | undefined },
): Promise<void> {
  const { books, client } = context
  try {
    const { payment, operation: earlier } = await requireClear(context, found)
    if (payment.state !== "authorized") {
      throw refusal("payment_not_authorized")
    }
    const currency = payment.currency_code as Currency
    const exact = toDecimal(amount)
    if (earlier?.state === "succeeded" && earlier.kind === movement && exactAmount(earlier).eq(exact)) {
      await books.updatePaygateOperations({ id: earlier.id, medusa_id: medusaId ?? null })
      return
    }
    const over = await books.listSettledOperations(payment.id, movement)
    const minorAmount = minorPart(exact, sumOfAmounts(over), currency)
    if (minorAmount === 0) {
      throw refusal("amount_below_minor_unit")
    }
    if (minorAmount > LIMITS[movement].left(payment)) {
      throw refusal(LIMITS[movement].over, `${toMajor(LIMITS[movement].left(payment), currency)} ${currency} at most`)
    }
    const reqId = reqIdOf({ paymentId: payment.id, kind: movement, position: over.length, minorAmount })
    const prepared = client.prepare(CALLS[movement], {
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
  const { books, client } = context
  try {
    const { payment } = await requireClear(context, found)
    if (payment.state === "open" || payment.state === "opening") {
      await books.updatePaygatePayments({
        id: payment.id,
        state: "canceled",
        authorization_token: null,
        authorization_token_at: null,
      })
      return
    }
    const minorAmount = remainingAmount(payment)
    if (minorAmount <= 0) {
      return
    }
    const currency = payment.currency_code as Currency
    const over = await books.listSettledOperations(payment.id, "reverse")
    const reqId = reqIdOf({ paymentId: payment.id, kind: "reverse", position: over.length, minorAmount })
    const prepared = client.prepare(CALLS.reverse, {
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
