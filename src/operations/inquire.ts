import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, type AnswerOf } from "../paygate"
import type { OperationContext } from "./context"

export type Inquiry = AnswerOf<typeof CALLS.inquire>

/** What Paygate knows of a payment, amounts in minor units; nothing while there is no PayID to ask by. */
export async function inquire({ client }: OperationContext, payment: PaygatePaymentRecord): Promise<Inquiry> {
  if (!payment.pay_id) {
    return {}
  }
  return (await client.send(CALLS.inquire, { PayID: payment.pay_id, TransID: payment.trans_id })).answer
}
