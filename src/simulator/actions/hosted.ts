import { isDeepStrictEqual } from "node:util"
import type { Incoming, Outcome } from "../calls"
import { newKlarnaId } from "../ids"
import type { Payment } from "../payment"
import type { State } from "../state"
import { newPayment } from "./session"

/**
 * Opens the hosted page: a session like the widget's, but without a client token. The very same request again shows
 * the same page as long as the shopper has not left it; that is a browser that was told to reload.
 */
export function openHostedPage(incoming: Incoming<"openHostedPage">, state: State): Outcome {
  const { merchant, values, parameters, pending } = incoming
  // Nothing is authorized yet, so this is not the success that the call's own status would mean.
  const answer = { Status: "AUTHORIZE_REQUEST" }
  const shown = state.paymentByTransId(merchant.merchantId, values.TransID)
  if (shown?.hosted && !shown.hosted.result && isDeepStrictEqual(shown.hosted.parameters, parameters)) {
    return { payment: shown, answer }
  }
  const payment: Payment = {
    ...newPayment(incoming, state),
    urlConfirm: values.URLConfirm,
    urlNotify: values.URLNotify,
    hosted: {
      id: newKlarnaId(),
      urlSuccess: values.URLSuccess,
      urlFailure: values.URLFailure,
      createsOrder: values.Order === "AUTO",
      startsAgreement: values.RTF === "I",
      isPending: pending,
      layout: values.Layout?.options ?? {},
      parameters,
    },
  }
  state.add(payment)
  return { payment, answer }
}
