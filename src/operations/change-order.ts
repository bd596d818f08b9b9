import { remainingAmount, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, type Currency, type OrderLine } from "../paygate"
import { toMajor } from "../purchase"
import { asRefusal, moneyRefusal, refusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { requireClear, requireOutcome, requireUncaptured } from "./payment"

/** Amount (minor units) and lines an order is to have from now on. */
export interface OrderChange {
  minorAmount: number
  lines: OrderLine[]
  /** What the order may be over at most, in minor units; what is authorized now, unless told. */
  most?: number
}

/**
 * Changes what an order is over, or its lines, before anything is captured (UEO; interface document, "Amount": not above
 * the first request's, however far it was lowered since). Answers the payment as it is then, and the operation's id.
 */
export async function changeOrder(
  context: OperationContext,
  found: PaygatePaymentRecord,
  { minorAmount, lines, most }: OrderChange,
): Promise<{ payment: PaygatePaymentRecord; operationId: string }> {
  try {
    const payment = await requireClear(context, found)
    requireUncaptured(payment)
    if (minorAmount > (most ?? remainingAmount(payment))) {
      throw refusal("change_over_authorization")
    }
    const currency = payment.currency_code as Currency
    const values = {
      PayID: payment.pay_id ?? "",
      TransID: payment.trans_id,
      Amount: minorAmount,
      Currency: currency,
      ArticleList: { order_lines: lines },
    }
    const prepare = () => prepareCall(context, CALLS.updateOrder, values)
    const amount = String(toMajor(minorAmount, currency))
    const draft = { kind: "update_order", amount, minorAmount, toldBy: payment } as const
    const { payment: changed, operationId, result } = await carryOut(context, { payment, draft, prepare })
    requireOutcome(result)
    return { payment: changed, operationId }
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}
