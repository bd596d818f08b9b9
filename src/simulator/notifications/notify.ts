import type { Payment } from "../payment"
import { sealResult, type ResultValues, type Sealing } from "../result"
import type { State } from "../state"

/** Sends a payment's result to its URLNotify, where it has one. */
export function notify(payment: Payment, result: ResultValues, state: State, sealing?: Sealing): void {
  payment.lastResult = result
  const merchant = state.merchants.get(payment.merchantId)
  if (payment.urlNotify === undefined || !merchant) {
    return
  }
  state.notifications.add({
    pay_id: payment.payId,
    trans_id: payment.transId,
    url: payment.urlNotify,
    status: result.Status,
    code: result.Code,
    fields: sealResult(result, merchant, state.settings, sealing),
  })
}
