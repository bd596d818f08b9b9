import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { Currency } from "../paygate"
import { toMajor } from "../purchase"
import type { OperationContext } from "./context"
import { settleOpenOperation } from "./settle-open-operation"

/**
 * Books the order that Paygate has created by itself after the hosted page (`Order=AUTO`). The report alone is not
 * believed: amounts are no part of its MAC, so the order counts once an inquiry shows exactly the visit's amount.
 */
export async function bookHostedOrder(
  context: OperationContext,
  payment: PaygatePaymentRecord,
  { code, xid }: { code: string; xid?: string | null },
): Promise<void> {
  const { books } = context
  const minorAmount = payment.session_amount
  const operation = await books.begin(payment.id, {
    kind: "create_order",
    amount: String(toMajor(minorAmount, payment.currency_code as Currency)),
    minorAmount,
    request: {},
  })
  const after = await books.settle(
    operation.id,
    { state: "unknown", code, ...(xid ? { xid } : {}) },
    { state: "pending" },
  )
  await settleOpenOperation(context, after)
}
