import type { BigNumberInput } from "@medusajs/framework/types"
import { ADOPTION_MINUTES, type PaygateOperationRecord, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, type Currency } from "../paygate"
import { minorPart, toDecimal, toMajor, type Decimal } from "../purchase"
import { asRefusal, moneyRefusal, refusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { positionAfter, reqIdOf } from "./intent"
import { exactAmount, LIMITS, recordedOn, sumOfAmounts, withoutRow, type Movement } from "./movement"
import { isSameMovement, releasesRest, requestOf, type MovementDetails } from "./movement-request"
import { openRefusal, requireOutcome } from "./payment"
import { repeatOperation } from "./repeat-operation"
import { settleBeforeStep } from "./settle-open-operation"

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
  /** Not another attempt at anything: what Medusa has no row of has to be recorded first, whatever it is over. */
  isNew?: boolean
  /** The payment as it was when the amount was told. Throws `operation_in_progress` once its sums are others. */
  toldBy?: PaygatePaymentRecord
  details?: MovementDetails
}

async function record(
  { books }: OperationContext,
  unbooked: readonly PaygateOperationRecord[],
  { medusaId, recordsOperation }: MoneyRequest,
): Promise<string> {
  const operation = unbooked.find(({ id }) => id === recordsOperation)
  if (!operation || !(await books.adopt(operation, medusaId))) {
    throw refusal("operation_in_progress")
  }
  return operation.id
}

/**
 * Captures or credits exactly `amount` of a payment. An earlier attempt at the very same that has been carried out
 * unknown to Medusa is adopted instead of being sent again; one over another amount has to be recorded first, or
 * Medusa's sums would stay below Klarna's for ever. One that Medusa has learned of since, while whoever asked for it has
 * not, is told by `earlier_attempt_succeeded`, once. Answers the operation's id.
 */
export async function moveMoney(
  context: OperationContext,
  found: PaygatePaymentRecord,
  movement: Movement,
  request: MoneyRequest,
): Promise<string> {
  const { books } = context
  const { medusaId, toldBy, details = {} } = request
  try {
    const exact = toDecimal(request.amount)
    const payment = await clearFor(context, found, { movement, exact, details })
    if (payment.state !== "authorized") {
      throw refusal("payment_not_authorized")
    }
    const currency = payment.currency_code as Currency
    const over = await books.listSettledOperations(payment.id, movement)
    const recorded = recordedOn(over, medusaId)
    if (recorded) {
      return recorded.id
    }
    const unbooked = await withoutRow(context, movement, over)
    if (request.recordsOperation !== undefined) {
      return await record(context, unbooked, request)
    }
    const same = request.isNew ? undefined : unbooked.find((operation) => exactAmount(operation).eq(exact))
    if (same) {
      if (isBeingRecorded(same) || !(await books.adopt(same, medusaId))) {
        throw refusal("operation_in_progress")
      }
      await books.tellOutcome(same.id)
      return same.id
    }
    if (unbooked.length > 0) {
      throw refusal(
        "earlier_attempt_not_booked",
        unbooked.map((operation) => exactAmount(operation).toFixed()).join(", "),
      )
    }
    const untold = over.find((operation) => operation.untold_at !== null && exactAmount(operation).eq(exact))
    if (!request.isNew && untold && (await books.tellOutcome(untold.id))) {
      throw refusal("earlier_attempt_succeeded")
    }
    const minorAmount = minorPart(exact, sumOfAmounts(over), currency)
    if (minorAmount === 0) {
      throw refusal("amount_below_minor_unit")
    }
    if (minorAmount > LIMITS[movement].left(payment)) {
      throw refusal(LIMITS[movement].over, `${toMajor(LIMITS[movement].left(payment), currency)} ${currency} at most`)
    }
    const completes = releasesRest(payment, movement, { minorAmount, completes: details.completes })
    const position = positionAfter(over)
    const reqId = reqIdOf({ paymentId: payment.id, kind: movement, position, minorAmount, completes })
    const step = { kind: movement, minor_amount: minorAmount, req_id: reqId, completes }
    const { items, note, createdBy, requestFingerprint, fulfillmentId } = details
    const draft = { kind: movement, reqId, amount: exact.toFixed(), minorAmount, medusaId, completes }
    const { operationId, result } = await carryOut(context, {
      payment,
      draft: { ...draft, items, note, createdBy, requestFingerprint, fulfillmentId, toldBy },
      prepare: () => prepareCall(context, CALLS[movement], requestOf(payment, step, details)),
    })
    requireOutcome(result)
    return operationId
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}

/**
 * Settles what is open first. An inquiry that cannot tell (somebody moved money outside the shop, too) is no obstacle to
 * the merchant who wants just this done: the same request under the same ReqID acts if the first attempt did not, and
 * else answers for it.
 */
async function clearFor(
  context: OperationContext,
  found: PaygatePaymentRecord,
  wanted: { movement: Movement; exact: Decimal; details: MovementDetails },
): Promise<PaygatePaymentRecord> {
  const first = await settleBeforeStep(context, found)
  const { payment, operation, isClear, mayBeRepeated } = first
  const isWanted = !isClear && mayBeRepeated && operation !== undefined && isSameMovement(operation, payment, wanted)
  const settled = isWanted ? await repeatOperation(context, first, wanted.details) : first
  if (!settled.isClear) {
    throw openRefusal(settled.operation)
  }
  return settled.payment
}
