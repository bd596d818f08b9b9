import type { MedusaContainer } from "@medusajs/framework/types"
import { generateEntityId, MedusaError } from "@medusajs/framework/utils"
import type { ItemQuantity, PaygateOperationRecord, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import {
  exclusively,
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
import { limitAtOnce, limitOf, type Limit } from "./limits"
import { linesOver, movedPart, readLines, readMoves } from "./order-items"
import { doneInParts, fingerprintOf, fingerprintOfPart, isTwin, mayBeMeant } from "./same-request"
import { requireFittingParcels } from "./sent-parcels"

/** A capture or refund a merchant wants: an amount, items, or neither for all that is left. */
export interface MovementRequest extends Pick<
  MovementDetails,
  "shippingInfo" | "completes" | "note" | "createdBy" | "fulfillmentId"
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

/** What one call is over, and whether others are to follow. */
interface Part extends Measured {
  isLast: boolean
}

interface Moved {
  operationId: string
  isLast: boolean
}

/** A request, and what was over when it came. */
interface Asked {
  movement: Movement
  request: MovementRequest
  requestFingerprint: string
  orderId: string | undefined
  over: ReadonlySet<string>
}

/** What Medusa has to know of before: a refund is one of what it has captured. */
const KNOWN_BEFORE = { capture: ["capture"], credit: ["capture", "credit"] } as const

/** Longer nobody waits for what the check does as well. */
const PATIENCE_MS = 5_000

const ID_PREFIX = { capture: "capt", credit: "ref" } as const

/**
 * Captures or refunds at Paygate, and then in Medusa: interrupted in between, the scheduled check writes it there. A
 * request that comes while the very same is under way, or after its answer was lost, is that one; any other is carried
 * out after it. What goes onto several of Medusa's payments is as many calls; interrupted in between, the same request
 * goes on where it stopped. Answers the last operation's id. Throws `earlier_attempt_succeeded` for one that may be meant
 * as another attempt at what turns out to be done.
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
  const requestFingerprint = fingerprintOf(request, context)
  // What nobody was told of yet may be what is asked for.
  const over = new Set(settled.filter(({ untold_at }) => untold_at === null).map(({ id }) => id))
  const asked: Asked = { movement, request, requestFingerprint, orderId, over }
  // One by one as far as into Medusa: what is on its way there could not be told from an attempt that Medusa has lost.
  const turn = `merchant:${found.payment_session_id}`
  const operationId = await exclusively(context, turn, () => moveInTurn(container, context, found, asked))
  if (orderId) {
    await afterwards(context, found, asked, () => settleOrder(container, orderId, { patienceMs: PATIENCE_MS }))
  }
  return operationId
}

async function moveInTurn(
  container: MedusaContainer,
  context: OperationContext,
  found: PaygatePaymentRecord,
  asked: Asked,
): Promise<string> {
  const { movement } = asked
  const { operation } = await withPayment(context, found, (payment) => settleOpenOperation(context, payment))
  for (const one of KNOWN_BEFORE[movement]) {
    await recordInMedusa(container, context, found, one)
  }
  await requireOther(context, found, operation, asked)
  for (;;) {
    const { operationId, isLast } = await attempt(container, context, found, asked)
    await afterwards(context, found, asked, () => recordInMedusa(container, context, found, movement))
    if (isLast) {
      return operationId
    }
  }
}

async function attempt(
  container: MedusaContainer,
  context: OperationContext,
  found: PaygatePaymentRecord,
  asked: Asked,
): Promise<Moved> {
  const once = () => withPayment(context, found, (payment) => move(container, context, payment, asked))
  return once().catch(async (error: unknown) => {
    if (!isUnbooked(error)) {
      throw error
    }
    // Another process was faster, and is still on its way into Medusa.
    await recordInMedusa(container, context, found, asked.movement)
    return once().catch((again: unknown) => {
      throw isUnbooked(again) ? refusal("operation_in_progress") : again
    })
  })
}

function isUnbooked(error: unknown): boolean {
  return MedusaError.isMedusaError(error) && error.code === "earlier_attempt_not_booked"
}

/**
 * What is done while whoever asked for it was told that this is open: whoever asks for the same money may mean just that.
 * The very same is taken for it if this request has found it out; if not, somebody may have seen it by now and want another.
 */
async function requireOther(
  { books }: OperationContext,
  payment: PaygatePaymentRecord,
  settled: PaygateOperationRecord | undefined,
  { movement, request, requestFingerprint }: Asked,
): Promise<void> {
  // What goes out of the shop by itself is told apart by its fulfillment.
  if (request.fulfillmentId !== undefined) {
    return
  }
  for (const operation of await books.listSettledOperations(payment.id, movement)) {
    const isSame = isTwin(operation, request, { requestFingerprint, isNothingLeft: false })
    const isMeant = operation.untold_at !== null && (isSame || mayBeMeant(operation, request))
    const isAnswered = isSame && operation.id === settled?.id
    if (isMeant && (await books.tellOutcome(operation.id)) && !isAnswered) {
      throw refusal("earlier_attempt_succeeded")
    }
  }
}

/** What Medusa is told after it is done; what cannot be done now the check does. */
async function afterwards(
  { logger }: OperationContext,
  payment: PaygatePaymentRecord,
  { movement }: Asked,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const name = error instanceof Error ? error.name : "error"
    logger.warn(
      `paygate-klarna: a ${movement} is carried out, and written into Medusa by the next check (${name}, ${referencesOf(payment)})`,
    )
  }
}

async function move(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  asked: Asked,
): Promise<Moved> {
  const { movement, request, requestFingerprint, over } = asked
  const settled = await context.books.listSettledOperations(payment.id, movement)
  const since = settled.filter(({ id, state }) => state === "succeeded" && !over.has(id))
  const isNothingLeft = LIMITS[movement].left(payment) <= 0
  // The one that was under way, or whose outcome was open, when this request came.
  const twin = since.find((operation) => isTwin(operation, request, { requestFingerprint, isNothingLeft }))
  if (twin) {
    return { operationId: twin.id, isLast: true }
  }
  if (payment.state !== "authorized") {
    throw refusal("payment_not_authorized")
  }
  const { shippingInfo, completes, note, createdBy, fulfillmentId } = request
  const part: Part = request.measure
    ? { ...(await request.measure(payment)), isLast: true }
    : await measurePart(container, context, payment, { asked, settled })
  const { amount, items, lines, isLast } = part
  const mark = isLast ? requestFingerprint : fingerprintOfPart(requestFingerprint)
  const details = { shippingInfo, completes, note, createdBy, requestFingerprint: mark, fulfillmentId, items, lines }
  const medusaId = generateEntityId(undefined, ID_PREFIX[movement])
  const money = { amount, medusaId, isNew: true, toldBy: payment, details }
  return { operationId: await moveMoney(context, payment, movement, money), isLast }
}

/**
 * What the next call of a request is over. Captures may lie on several of Medusa's payments after an order change, and
 * a refund of Medusa's belongs to one of them. The items are named by the last part: only then are they paid back.
 */
async function measurePart(
  container: MedusaContainer,
  { books }: OperationContext,
  payment: PaygatePaymentRecord,
  { asked, settled }: { asked: Asked; settled: readonly PaygateOperationRecord[] },
): Promise<Part> {
  const { movement, requestFingerprint, request } = asked
  const payments = await listMedusaPayments(container, books, payment)
  // All that is left is less after every part.
  const isAll = request.amount === undefined && request.items === undefined
  const done = isAll ? toDecimal(0) : doneInParts(settled, requestFingerprint)
  const limit = limitOf(payment, payments, movement)
  const whole = await measure(container, payment, asked, { limit, done })
  const atOnce = limitAtOnce(payment, payments, movement)
  const amount = whole.amount.minus(done)
  if (toMinor(amount, payment.currency_code as Currency) > atOnce.minorAmount) {
    return { amount: atOnce.amount, items: request.items && [], isLast: false }
  }
  return done.isZero() ? { ...whole, isLast: true } : { amount, items: whole.items, isLast: true }
}

/** How much a request is over, with what is done of it already. */
async function measure(
  container: MedusaContainer,
  payment: PaygatePaymentRecord,
  { movement, request: { amount, items }, orderId }: Asked,
  { limit, done }: { limit: Limit; done: Decimal },
): Promise<Measured> {
  const currency = payment.currency_code as Currency
  const most = limit.minorAmount + toMinor(done, currency)
  const requireRoom = (minorAmount: number): number => {
    if (minorAmount > most) {
      throw refusal(LIMITS[movement].over, `${toMajor(most, currency)} ${currency} at most`)
    }
    return minorAmount
  }
  const exactly = (minorAmount: number) =>
    minorAmount === most ? limit.amount.plus(done) : toDecimal(toMajor(minorAmount, currency))
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
  const moved = takesRest ? Math.min(part.minorAmount, most) : requireRoom(part.minorAmount)
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
