import { isDeepStrictEqual } from "node:util"
import { MathBN } from "@medusajs/framework/utils"
import type { PaygateOperationRecord } from "../../modules/paygate-klarna"
import { exactAmount, type OperationContext } from "../../operations"
import { fingerprint, toDecimal, type Decimal } from "../../purchase"
import type { MovementRequest } from "./move"

/** Neither parcels nor notes are kept, so a request is known again by a fingerprint of all that was asked for. */
export function fingerprintOf(
  { amount, items, shippingInfo, completes = false, note }: MovementRequest,
  { options }: OperationContext,
): string {
  const asked = [
    amount === undefined ? null : toDecimal(amount).toFixed(),
    items?.map(({ line_item_id, quantity }) => [line_item_id, quantity]) ?? null,
    shippingInfo?.map((parcel) => Object.entries(parcel).sort()) ?? null,
    completes,
    note ?? null,
  ]
  return fingerprint(asked, options.hmac_key[0])
}

/** The mark of every part of a request but its last, which has the request's own fingerprint and says that all is done. */
export function fingerprintOfPart(requestFingerprint: string): string {
  return `${requestFingerprint}.part`
}

/**
 * What of a request was carried out in parts before it was interrupted, in major units: asked for again, it goes on
 * there. Anything else that has moved money since ends that, and so does its last part.
 */
export function doneInParts(settled: readonly PaygateOperationRecord[], requestFingerprint: string): Decimal {
  const done = settled.filter(({ state }) => state === "succeeded")
  const mark = fingerprintOfPart(requestFingerprint)
  const parts = done.slice(done.findLastIndex(({ request_fingerprint }) => request_fingerprint !== mark) + 1)
  return parts.reduce((sum, part) => sum.plus(exactAmount(part)), MathBN.convert(0))
}

function isPlain({ items, shippingInfo, completes = false, note }: MovementRequest): boolean {
  return items === undefined && shippingInfo === undefined && !completes && note === undefined
}

/**
 * Whether an operation is what a request asks for, to the last parcel and note. Medusa's own captures and refunds know
 * nothing but an amount.
 */
export function isTwin(
  operation: PaygateOperationRecord,
  request: MovementRequest,
  { requestFingerprint, isNothingLeft }: { requestFingerprint: string; isNothingLeft: boolean },
): boolean {
  const { amount, fulfillmentId } = request
  if (fulfillmentId !== undefined || operation.fulfillment_id !== null) {
    return operation.fulfillment_id === fulfillmentId
  }
  if (operation.request_fingerprint !== null) {
    return operation.request_fingerprint === requestFingerprint
  }
  return isPlain(request) && (amount === undefined ? isNothingLeft : exactAmount(operation).eq(toDecimal(amount)))
}

/** Whether both are over the same money or items, so that one may be another attempt at the other. */
export function mayBeMeant(operation: PaygateOperationRecord, { amount, items }: MovementRequest): boolean {
  return amount === undefined
    ? items !== undefined && isDeepStrictEqual(operation.items, items)
    : exactAmount(operation).eq(toDecimal(amount))
}
