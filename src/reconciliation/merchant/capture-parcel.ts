import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { isForGood, type OperationContext } from "../../operations"
import type { Currency } from "../../paygate"
import { toDecimal, toMajor } from "../../purchase"
import { refusal } from "../../refusals"
import { listMedusaPayments } from "../medusa-payments"
import { noteRefusal } from "../note-refusal"
import { dueFor } from "./due"
import { limitOf } from "./limits"
import { moveForMerchant, type Measured } from "./move"
import { linesOver } from "./order-items"
import type { SentParcel } from "./sent-parcels"
import { payersAmong, readStanding } from "./standing"

/** A parcel, and those that were sent before it. */
export interface Sent {
  container: MedusaContainer
  context: OperationContext
  orderId: string
  parcel: SentParcel
  before: readonly SentParcel[]
}

const readDue = async ({ container, context, orderId, parcel, before }: Sent) => {
  const standing = await readStanding(container, context, orderId)
  const due = standing && dueFor(standing.order, [...before, parcel], standing.captures, standing.account.currency)
  return standing && due && due.minorAmount > 0 ? { ...standing, due } : undefined
}

/**
 * Captures what is due for a parcel, once on each payment: the oldest of the order's Klarna payments with something left
 * takes it, and what that cannot give the next one. What was refused for good is left to the merchant. Throws for what
 * is to be tried again.
 */
export async function captureParcel(sent: Sent, payment: PaygatePaymentRecord): Promise<void> {
  const { container, context, orderId, parcel } = sent
  const { books } = context
  const standing = await readStanding(container, context, orderId)
  for (const { record } of standing ? payersAmong(standing, payment) : []) {
    const now = await readDue(sent)
    if (!now) {
      return
    }
    if (now.open.some(({ payment_id }) => payment_id !== record.id)) {
      throw refusal("operation_in_progress")
    }
    const attempts = await books.listPaygateOperations({ payment_id: record.id, fulfillment_id: parcel.id })
    if (attempts.some((attempt) => attempt.state === "failed" && isForGood({ code: attempt.code }))) {
      // Once more, for a process that died before it could.
      await books.noteFailedStep(record.id, "capture")
      return
    }
    if (!attempts.some(({ state }) => state === "succeeded")) {
      await capture(sent, record)
    }
  }
}

async function capture(sent: Sent, record: PaygatePaymentRecord): Promise<void> {
  const { container, context, parcel } = sent
  try {
    await moveForMerchant(container, record, "capture", {
      measure: (payment) => measure(sent, payment),
      shippingInfo: parcel.shippingInfo.length > 0 ? parcel.shippingInfo : undefined,
      fulfillmentId: parcel.id,
    })
  } catch (error) {
    if (MedusaError.isMedusaError(error) && error.code === "nothing_left") {
      return
    }
    const meaning = "what was sent has to be captured by hand"
    const step = { kind: "capture", amount: "0", minorAmount: 0, fulfillmentId: parcel.id, meaning } as const
    await noteRefusal(context, record, { ...step, error })
  }
}

/** What this payment can give of it. Throws `nothing_left` where nothing is due any more. */
async function measure(sent: Sent, payment: PaygatePaymentRecord): Promise<Measured> {
  const { container, context, parcel } = sent
  const now = await readDue(sent)
  const currency = payment.currency_code as Currency
  const limit = limitOf(payment, await listMedusaPayments(container, context.books, payment), "capture")
  const minorAmount = Math.min(now?.due.minorAmount ?? 0, limit.minorAmount)
  if (!now || minorAmount === 0) {
    throw refusal("nothing_left")
  }
  const { part, items } = now.due
  return {
    amount: minorAmount === limit.minorAmount ? limit.amount : toDecimal(toMajor(minorAmount, currency)),
    // Another payment that could not give all has named them already.
    items: now.captures.some(({ fulfillment_id }) => fulfillment_id === parcel.id) ? [] : items,
    ...(minorAmount === part.minorAmount
      ? { lines: linesOver(container, payment, { ...now.order, order: part.source }, minorAmount) }
      : {}),
  }
}
