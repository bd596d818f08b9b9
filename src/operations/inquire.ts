import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, isPaygateError, type AnswerOf } from "../paygate"
import type { OperationContext } from "./context"

export type Inquiry = AnswerOf<typeof CALLS.inquire>

/** What Paygate knows of a payment, amounts in minor units; nothing while there is no PayID to ask by. */
export async function inquire({ client }: OperationContext, payment: PaygatePaymentRecord): Promise<Inquiry> {
  if (!payment.pay_id) {
    return {}
  }
  return (await client.send(CALLS.inquire, { PayID: payment.pay_id, TransID: payment.trans_id })).answer
}

/** The PayID of an order that Paygate has created after a visit of its hosted page; nothing when it has not (yet). */
export async function inquireVisit({ client }: OperationContext, transId: string): Promise<string | undefined> {
  try {
    const { PayID, AmountAuth } = (await client.send(CALLS.inquireByTransID, { TransID: transId })).answer
    return AmountAuth !== undefined && AmountAuth > 0 ? PayID : undefined
  } catch (error) {
    if (isPaygateError(error) && error.kind === "declined") {
      return undefined
    }
    throw error
  }
}
