import { addressFieldsOf, shopperFieldsOf } from "../addresses"
import type { Incoming, Outcome } from "../calls"
import { newClientToken, newPaygateId } from "../ids"
import type { Payment } from "../payment"
import { refuse } from "../refusals"
import type { State } from "../state"

/** What every new payment starts as; throws a `Refusal` when the TransID is taken. */
export function newPayment(
  { merchant, values, parameters }: Incoming<"createSession" | "openHostedPage" | "createRecurringOrder">,
  state: State,
): Payment {
  if (state.paymentByTransId(merchant.merchantId, values.TransID)) {
    refuse("trans_id_used")
  }
  return {
    payId: newPaygateId(),
    merchantId: merchant.merchantId,
    account: values.Account,
    transId: values.TransID,
    refNr: values.RefNr,
    currency: values.Currency,
    sessionAmount: values.Amount,
    taxAmount: values.TaxAmount,
    lines: values.ArticleList.order_lines,
    createdAt: state.now(),
    addresses: addressFieldsOf(parameters),
    shopper: shopperFieldsOf(parameters),
    order: "none",
    authorized: 0,
    released: 0,
    captures: [],
    credits: [],
    steps: [],
  }
}

/** Opens a session: nothing is authorized, the client token starts the widget. */
export function createSession(incoming: Incoming<"createSession">, state: State): Outcome {
  const { values } = incoming
  const opened = newPayment(incoming, state)
  const payment: Payment = {
    ...opened,
    clientToken: newClientToken(opened.payId),
    urlConfirm: values.URLConfirm,
    urlNotify: values.URLNotify,
  }
  state.add(payment)
  return { payment, answer: { AccessToken: payment.clientToken, PayType: values.PayType } }
}
