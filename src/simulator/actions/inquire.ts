import type { Incoming, Outcome } from "../calls"
import { capturedOf, creditedOf, type Payment } from "../payment"
import { refuse } from "../refusals"
import type { State } from "../state"
import { requirePayment } from "./guards"

export function inquire({ merchant, values }: Incoming<"inquire">, state: State): Outcome {
  return report(requirePayment(state, merchant.merchantId, values))
}

export function inquireByTransID({ merchant, values }: Incoming<"inquireByTransID">, state: State): Outcome {
  return report(state.paymentByTransId(merchant.merchantId, values.TransID) ?? refuse("trans_id_unknown"))
}

/** A release does not lower `AmountAuth`: after one, captured and authorized stay apart for ever. */
function report(payment: Payment): Outcome {
  return {
    payment,
    answer: {
      LastStatus: payment.steps.at(-1)?.status,
      AmountAuth: payment.authorized,
      AmountCap: capturedOf(payment),
      AmountCred: creditedOf(payment),
      Currency: payment.currency,
    },
  }
}
