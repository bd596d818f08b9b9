import { isDeepStrictEqual } from "node:util"
import type { ItemQuantity, PaygateOperationRecord, PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { CALLS, Currency, OrderLine, RequestOf } from "../paygate"
import type { Decimal } from "../purchase"
import { exactAmount, LIMITS, type Movement } from "./movement"

type ShippingInfo = NonNullable<RequestOf<typeof CALLS.capture>["ShippingData"]>["shipping_info"]

/** What Medusa's own routes know nothing of. */
export interface MovementDetails {
  /** The lines that the amount is over; they add up to it. */
  lines?: OrderLine[] | undefined
  /** Of a capture: where the parcels are. */
  shippingInfo?: ShippingInfo | undefined
  /** Of a capture: releases what it leaves, if it leaves anything. */
  completes?: boolean | undefined
  items?: ItemQuantity[] | undefined
  note?: string | undefined
  fulfillmentId?: string | undefined
}

/** A step that moves money, as the books have it: minor units, and whether a capture releases the rest. */
type Step = Pick<PaygateOperationRecord, "kind" | "minor_amount" | "req_id" | "completes">

/** A step's request: the same for its first attempt and for a repeat. `details` are of captures and credits. */
export function requestOf(
  payment: PaygatePaymentRecord,
  { kind, minor_amount, req_id, completes }: Step,
  { lines, shippingInfo }: MovementDetails = {},
) {
  return {
    PayID: payment.pay_id ?? "",
    TransID: payment.trans_id,
    Amount: minor_amount,
    Currency: payment.currency_code as Currency,
    ...(req_id ? { ReqID: req_id } : {}),
    ...(lines ? { ArticleList: { order_lines: lines } } : {}),
    ...(kind === "capture" && shippingInfo ? { ShippingData: { shipping_info: shippingInfo } } : {}),
    ...(kind === "capture" && completes ? { CompleteType: "YES" as const } : {}),
  }
}

/** Whether a capture releases what it leaves; with nothing left to release, Paygate refuses to. */
export function releasesRest(
  payment: PaygatePaymentRecord,
  movement: Movement,
  { minorAmount, completes }: { minorAmount: number; completes: boolean | undefined },
): boolean {
  return movement === "capture" && !!completes && minorAmount < LIMITS.capture.left(payment)
}

/** Whether somebody asks for just what an open operation is to bring about, so that its request may be sent again. */
export function isSameMovement(
  operation: PaygateOperationRecord,
  payment: PaygatePaymentRecord,
  { movement, exact, details }: { movement: Movement; exact: Decimal; details: MovementDetails },
): boolean {
  const minorAmount = operation.minor_amount
  return (
    operation.kind === movement &&
    exactAmount(operation).eq(exact) &&
    isDeepStrictEqual(operation.items ?? null, details.items ?? null) &&
    operation.completes === releasesRest(payment, movement, { minorAmount, completes: details.completes })
  )
}
