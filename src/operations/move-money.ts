import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import {
  ADOPTION_MINUTES,
  remainingAmount,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
} from "../modules/paygate-klarna"
import { CALLS, type Currency } from "../paygate"
import { minorPart, toDecimal, toMajor, type Decimal } from "../purchase"
import { asRefusal, moneyRefusal, refusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { positionAfter, reqIdOf } from "./intent"
import { openRefusal } from "./payment"
import { repeatOperation } from "./repeat-operation"
import { settleOpenOperation, type Reconciled } from "./settle-open-operation"

/** What Medusa asked for, in major units and unrounded. */
export function exactAmount({ raw_amount, amount }: PaygateOperationRecord): Decimal {
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
    rows: ({ captures }: OperationContext) => captures,
  },
  credit: {
    over: "refund_over_capture",
    left: (payment: PaygatePaymentRecord) => payment.captured_amount - payment.refunded_amount,
    rows: ({ refunds }: OperationContext) => refunds,
  },
} as const

/**
 * What Paygate has carried out while Medusa has no row of it: told of a failure or of an open outcome, Medusa deletes its
 * capture or refund, and so it does when it fails itself after the provider has answered.
 */
export async function withoutRow(
  context: OperationContext,
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
 * A row of Medusa's stands for one movement. While its attempt waited, a check in another process may have found the
 * row without one, and taken it for what an earlier attempt had brought about.
 */
function isRecordedOn(over: readonly PaygateOperationRecord[], medusaId: string): boolean {
  return over.some(({ state, medusa_id }) => state === "succeeded" && medusa_id === medusaId)
}

/** A check is recording this one in Medusa right now. */
function isBeingRecorded({ adopting_at }: PaygateOperationRecord): boolean {
  return adopting_at !== null && Date.now() - new Date(adopting_at).getTime() < ADOPTION_MINUTES * 60_000
}

/**
 * Key in the metadata of a refund of Medusa's that records what Paygate has already paid back. Medusa's API takes no
 * metadata for a refund, so only this plugin writes it.
 */
export const RECORDS_OPERATION = "paygate_klarna_operation_id"

export interface MoneyRequest {
  /** Major units, as Medusa gave it. */
  amount: BigNumberInput
  /** Id of Medusa's capture or refund. */
  medusaId: string
  /** The operation that this row records: it has been carried out already, and nothing is sent whatever happens. */
  recordsOperation?: string | undefined
}

async function record(
  { books }: OperationContext,
  unbooked: readonly PaygateOperationRecord[],
  { medusaId, recordsOperation }: MoneyRequest,
): Promise<void> {
  const operation = unbooked.find(({ id }) => id === recordsOperation)
  if (!operation || !(await books.adopt(operation, medusaId))) {
    throw refusal("operation_in_progress")
  }
}

/**
 * Captures or credits exactly `amount` of a payment. An earlier attempt at the very same that has been carried out
 * unknown to Medusa is adopted instead of being sent again; one over another amount has to be recorded first, or
 * Medusa's sums would stay below Klarna's for ever.
 */
export async function moveMoney(
  context: OperationContext,
  found: PaygatePaymentRecord,
  movement: Movement,
  request: MoneyRequest,
): Promise<void> {
  const { books } = context
  const { medusaId } = request
  try {
    const exact = toDecimal(request.amount)
    const payment = await clearFor(context, found, movement, exact)
    if (payment.state !== "authorized") {
      throw refusal("payment_not_authorized")
    }
    const currency = payment.currency_code as Currency
    const over = await books.listSettledOperations(payment.id, movement)
    if (isRecordedOn(over, medusaId)) {
      return
    }
    const unbooked = await withoutRow(context, movement, over)
    if (request.recordsOperation !== undefined) {
      await record(context, unbooked, request)
      return
    }
    const same = unbooked.find((operation) => exactAmount(operation).eq(exact))
    if (same) {
      if (isBeingRecorded(same) || !(await books.adopt(same, medusaId))) {
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

/**
 * Settles what is open first. An inquiry that cannot tell (somebody moved money outside the shop, too) is no obstacle to
 * the merchant who wants just this done: the repeat under the same ReqID acts if the first attempt did not, and else
 * answers for it.
 */
async function clearFor(
  context: OperationContext,
  found: PaygatePaymentRecord,
  movement: Movement,
  exact: Decimal,
): Promise<PaygatePaymentRecord> {
  const first = await settleOpenOperation(context, found)
  const isSameIntent =
    first.operation?.kind === movement && first.mayBeRepeated && exactAmount(first.operation).eq(exact)
  const settled: Reconciled = !first.isClear && isSameIntent ? await repeatOperation(context, first) : first
  if (!settled.isClear) {
    throw openRefusal(settled.operation)
  }
  return settled.payment
}
