import { remainingAmount, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, isLapsedCode, isPaygateError, type Currency } from "../paygate"
import { toMajor } from "../purchase"
import { asRefusal, moneyRefusal, refusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { inquire } from "./inquire"
import { positionAfter, reqIdOf } from "./intent"
import { requireClear, requireOutcome } from "./payment"

/**
 * Releases exactly what is left of the authorization; nothing when nothing is left. It is owed from the first attempt
 * on: one that fails is made again until it succeeds. An authorization that Klarna says has lapsed is over as well. Answers
 * the operation's id where something was released. `isCanceledInMedusa`: Medusa cancels its payment with it.
 */
export async function releaseRest(
  context: OperationContext,
  found: PaygatePaymentRecord,
  { isCanceledInMedusa }: { isCanceledInMedusa: boolean } = { isCanceledInMedusa: false },
): Promise<string | undefined> {
  const { books } = context
  try {
    await books.oweRelease(found.id, { isCanceledInMedusa })
    const payment = await requireClear(context, found)
    if (payment.state === "open" || payment.state === "opening") {
      await books.forgetSession(payment.payment_session_id)
      return undefined
    }
    const minorAmount = remainingAmount(payment)
    if (minorAmount <= 0) {
      await books.settleRelease(payment.id)
      return undefined
    }
    await requireSameCaptures(context, payment)
    const currency = payment.currency_code as Currency
    const over = await books.listSettledOperations(payment.id, "reverse")
    const reqId = reqIdOf({ paymentId: payment.id, kind: "reverse", position: positionAfter(over), minorAmount })
    const values = {
      PayID: payment.pay_id ?? "",
      TransID: payment.trans_id,
      Amount: minorAmount,
      Currency: currency,
      ReqID: reqId,
    }
    const prepare = () => prepareCall(context, CALLS.reverse, values)
    const amount = String(toMajor(minorAmount, currency))
    // What was captured since would be taken back.
    const draft = { kind: "reverse", reqId, amount, minorAmount, toldBy: payment } as const
    const { operationId, result } = await carryOut(context, { payment, draft, prepare })
    requireOutcome(result)
    return operationId
  } catch (error) {
    if (isPaygateError(error) && error.kind === "declined" && isLapsedCode(error.code)) {
      await books.lapse(found.id)
      return undefined
    }
    throw asRefusal(error, moneyRefusal)
  }
}

/**
 * Paygate's general documentation warns that a reverse takes back the last step whatever it was, a capture included
 * (protocol facts, section 5). So nothing is released while Paygate has captured something the books do not know.
 */
async function requireSameCaptures(context: OperationContext, payment: PaygatePaymentRecord): Promise<void> {
  const { AmountCap } = await inquire(context, payment)
  if (AmountCap !== undefined && AmountCap !== payment.captured_amount) {
    throw refusal("sums_differ")
  }
}
