import type { InquiryDraft, PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, isPaygateError, type AnswerOf, type PaygateError, type PreparedCall, type RequestOf } from "../paygate"
import { referencesOf } from "../references"
import type { OperationContext } from "./context"

export type Inquiry = AnswerOf<typeof CALLS.inquire>

type InquiryCall = typeof CALLS.inquire | typeof CALLS.inquireByTransID

/** What Paygate knows of a payment, amounts in minor units; nothing while there is no PayID to ask by. */
export async function inquire(context: OperationContext, payment: PaygatePaymentRecord): Promise<Inquiry> {
  if (!payment.pay_id) {
    return {}
  }
  return ask(context, payment, CALLS.inquire, { PayID: payment.pay_id, TransID: payment.trans_id })
}

/** The PayID of an order that Paygate has created after a visit of its hosted page; nothing when it has not (yet). */
export async function inquireVisit(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  transId: string,
): Promise<string | undefined> {
  try {
    const { PayID, AmountAuth } = await ask(context, payment, CALLS.inquireByTransID, { TransID: transId })
    return AmountAuth !== undefined && AmountAuth > 0 ? PayID : undefined
  } catch (error) {
    if (isPaygateError(error) && error.kind === "declined") {
      return undefined
    }
    throw error
  }
}

/** Asks, and books it when it is over: what changes nothing nobody has to know of before. */
async function ask<C extends InquiryCall>(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  call: C,
  values: RequestOf<C>,
): Promise<AnswerOf<C>> {
  const askedAt = new Date()
  const startedAt = performance.now()
  let prepared: PreparedCall<C> | undefined
  const book = (end: Pick<InquiryDraft, "state" | "code" | "message" | "xid">) =>
    keep(context, payment, {
      ...end,
      askedAt,
      durationMs: Math.round(performance.now() - startedAt),
      request: prepared?.maskedRequest ?? {},
    })
  try {
    prepared = context.client.prepare(call, values)
    const { outcome, code, answer } = await prepared.send()
    await book({ state: outcome === "succeeded" ? outcome : "failed", code, xid: (answer as { XID?: string }).XID })
    return answer
  } catch (error) {
    await book({ state: "failed", ...(isPaygateError(error) ? factsOf(error) : { code: "unexpected" }) })
    throw error
  }
}

function factsOf({ code, message, xid }: PaygateError): Pick<InquiryDraft, "code" | "message" | "xid"> {
  return { code, message, xid }
}

/** That it cannot be booked says nothing about what Paygate answered. By its name alone: a message may quote values. */
async function keep(
  { books, logger }: OperationContext,
  payment: PaygatePaymentRecord,
  inquiry: InquiryDraft,
): Promise<void> {
  await books.bookInquiry(payment.id, inquiry).catch((error: unknown) => {
    logger.error(`paygate-klarna: an inquiry could not be booked (${(error as Error).name}; ${referencesOf(payment)})`)
  })
}
