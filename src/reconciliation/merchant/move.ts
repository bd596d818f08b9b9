import { isDeepStrictEqual } from "node:util"
import type { MedusaContainer } from "@medusajs/framework/types"
import { generateEntityId, MedusaError } from "@medusajs/framework/utils"
import type { ItemQuantity, PaygateOperationRecord, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import {
  exactAmount,
  LIMITS,
  moveMoney,
  openContext,
  settleOpenOperation,
  withPayment,
  type Movement,
  type MovementDetails,
  type OperationContext,
} from "../../operations"
import type { Currency } from "../../paygate"
import { isWhole, toDecimal, toMajor, toMinor, type Decimal } from "../../purchase"
import { referencesOf } from "../../references"
import { refusal } from "../../refusals"
import { listMedusaPayments } from "../medusa-payments"
import { findOrderOfSession } from "../orders"
import { recordInMedusa } from "../record-in-medusa"
import { settleOrder } from "../settle-order"
import { limitOf } from "./limits"
import { linesOver, movedPart, readLines, readMoves } from "./order-items"
import { requireFittingParcels } from "./sent-parcels"

/** A capture or refund a merchant wants: an amount, items, or neither for all that is left. */
export interface MovementRequest extends Pick<
  MovementDetails,
  "shippingInfo" | "completes" | "note" | "fulfillmentId"
> {
  /** Major units. */
  amount?: number | undefined
  items?: ItemQuantity[] | undefined
  /** Instead of both: tells it when nobody else works on the payment any more. */
  measure?: (payment: PaygatePaymentRecord) => Promise<Measured>
}

/** How much a movement is over. */
export interface Measured {
  /** Major units. */
  amount: Decimal
  items?: ItemQuantity[] | undefined
  /** Where they add up to the amount. */
  lines?: MovementDetails["lines"]
}

/** A request, and what was over when it came. */
interface Asked {
  movement: Movement
  request: MovementRequest
  orderId: string | undefined
  over: ReadonlySet<string>
}

const ID_PREFIX = { capture: "capt", credit: "ref" } as const

/**
 * Captures or refunds at Paygate, and then in Medusa: interrupted in between, the scheduled check writes it there. A
 * request that comes while the very same is under way, or after its answer was lost, is that one. Answers the
 * operation's id.
 */
export async function moveForMerchant(
  container: MedusaContainer,
  found: PaygatePaymentRecord,
  movement: Movement,
  request: MovementRequest,
): Promise<string> {
  requireFittingParcels(request.shippingInfo)
  const context = openContext(container, found.provider_id)
  const settled = await context.books.listSettledOperations(found.id, movement)
  const orderId = await findOrderOfSession(container, found.payment_session_id)
  const asked: Asked = { movement, request, orderId, over: new Set(settled.map(({ id }) => id)) }
  await withPayment(context, found, (payment) => settleOpenOperation(context, payment))
  const attempt = () => withPayment(context, found, (payment) => move(container, context, payment, asked))
  await recordInMedusa(container, context, found, movement)
  const operationId = await attempt().catch(async (error: unknown) => {
    if (!MedusaError.isMedusaError(error) || error.code !== "earlier_attempt_not_booked") {
      throw error
    }
    // Another request was faster, and is still on its way into Medusa.
    await recordInMedusa(container, context, found, movement)
    return attempt()
  })
  await finish(container, context, found, asked)
  return operationId
}

/** Writes it into Medusa; what cannot be done now the check does. */
async function finish(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  { movement, orderId }: Asked,
): Promise<void> {
  try {
    await recordInMedusa(container, context, payment, movement)
    await (orderId ? settleOrder(container, orderId) : undefined)
  } catch (error) {
    const name = error instanceof Error ? error.name : "error"
    context.logger.warn(
      `paygate-klarna: a ${movement} is carried out, and written into Medusa by the next check (${name}, ${referencesOf(payment)})`,
    )
  }
}

/** The one that was under way, or whose outcome was open, when this request came, if it asks for the same. */
function findTwin(
  since: readonly PaygateOperationRecord[],
  { request: { amount, items, fulfillmentId } }: Asked,
  isNothingLeft: boolean,
): PaygateOperationRecord | undefined {
  return since.find((operation) => {
    if (fulfillmentId !== undefined) {
      return operation.fulfillment_id === fulfillmentId
    }
    if (amount !== undefined) {
      return exactAmount(operation).eq(toDecimal(amount))
    }
    return items === undefined ? isNothingLeft : isDeepStrictEqual(operation.items, items)
  })
}

async function move(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  asked: Asked,
): Promise<string> {
  const { movement, request, over } = asked
  const settled = await context.books.listSettledOperations(payment.id, movement)
  const since = settled.filter(({ id, state }) => state === "succeeded" && !over.has(id))
  const twin = findTwin(since, asked, LIMITS[movement].left(payment) <= 0)
  if (twin) {
    return twin.id
  }
  if (payment.state !== "authorized") {
    throw refusal("payment_not_authorized")
  }
  const { shippingInfo, completes, note, fulfillmentId } = request
  const { amount, items, lines } = await (request.measure?.(payment) ?? measure(container, context, payment, asked))
  const details = { shippingInfo, completes, note, fulfillmentId, items, lines }
  const medusaId = generateEntityId(undefined, ID_PREFIX[movement])
  return moveMoney(context, payment, movement, { amount, medusaId, details })
}

async function measure(
  container: MedusaContainer,
  { books }: OperationContext,
  payment: PaygatePaymentRecord,
  { movement, request: { amount, items }, orderId }: Asked,
): Promise<Measured> {
  const currency = payment.currency_code as Currency
  const limit = limitOf(payment, await listMedusaPayments(container, books, payment), movement)
  const requireRoom = (minorAmount: number): number => {
    if (minorAmount > limit.minorAmount) {
      throw refusal(LIMITS[movement].over, `${toMajor(limit.minorAmount, currency)} ${currency} at most`)
    }
    return minorAmount
  }
  const exactly = (minorAmount: number) =>
    minorAmount === limit.minorAmount ? limit.amount : toDecimal(toMajor(minorAmount, currency))
  if (amount === undefined && items === undefined) {
    if (limit.minorAmount === 0) {
      throw refusal(nothingLeft(payment, movement))
    }
    return { amount: limit.amount }
  }
  const minorAmount = amount === undefined ? undefined : requireRoom(toMinor(amount, currency))
  if (items === undefined) {
    return { amount: toDecimal(amount ?? 0) }
  }
  if (!orderId) {
    throw refusal("order_missing")
  }
  const order = await readLines(container, orderId)
  const moves = await readMoves(container, orderId)
  const part = movedPart(order, items, { movement, currency, moves })
  if (minorAmount !== undefined && minorAmount !== part.minorAmount) {
    return { amount: toDecimal(amount ?? 0), items }
  }
  // The last items take what is left where an amount was captured before, or a gift card has paid a part.
  const takesRest = movement === "capture" && isWhole(order.order, [...moves.captured, ...items])
  const moved = takesRest ? Math.min(part.minorAmount, limit.minorAmount) : requireRoom(part.minorAmount)
  if (moved === 0) {
    throw refusal(limit.minorAmount === 0 ? nothingLeft(payment, movement) : "amount_below_minor_unit")
  }
  return {
    amount: amount === undefined ? exactly(moved) : toDecimal(amount),
    items,
    ...(moved === part.minorAmount
      ? { lines: linesOver(container, payment, { ...order, order: part.source }, moved) }
      : {}),
  }
}

function nothingLeft({ captured_amount }: PaygatePaymentRecord, movement: Movement) {
  return movement === "capture" ? "nothing_left" : captured_amount === 0 ? "nothing_captured" : "nothing_to_refund"
}
