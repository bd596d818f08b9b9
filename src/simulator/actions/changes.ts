import { addressFieldsOf } from "../addresses"
import type { Incoming, Outcome } from "../calls"
import { refuse, refuseParameter } from "../refusals"
import type { State } from "../state"
import { requireOrder, requirePayment, requireUncaptured } from "./guards"

/** UCA: fields given replace the old ones, others stay. */
export function updateAddress({ merchant, values, parameters }: Incoming<"updateAddress">, state: State): Outcome {
  const payment = requirePayment(state, merchant.merchantId, values)
  const changed = addressFieldsOf(parameters)
  if (Object.keys(changed).length === 0) {
    refuseParameter("missing", "bdFirstName", "no address field at all")
  }
  requireUncaptured(payment, state.now())
  payment.addresses = { ...payment.addresses, ...changed }
  return { payment }
}

/** UMR. */
export function updateReference({ merchant, values }: Incoming<"updateReference">, state: State): Outcome {
  const payment = requirePayment(state, merchant.merchantId, values)
  requireUncaptured(payment, state.now())
  payment.refNr = values.RefNr
  return { payment }
}

/** UEO: never above what the session was opened over, even after it was lowered. */
export function updateOrder({ merchant, values }: Incoming<"updateOrder">, state: State): Outcome {
  const payment = requirePayment(state, merchant.merchantId, values)
  requireUncaptured(payment, state.now())
  if (values.Amount > payment.sessionAmount) {
    refuse("amount_differs", "higher than in the first request")
  }
  if (values.Amount === 0) {
    refuse("amount_differs", "zero; a reverse releases everything")
  }
  payment.authorized = values.Amount
  payment.lines = values.ArticleList.order_lines
  payment.refNr = values.RefNr ?? payment.refNr
  return { payment }
}

/** RCC: the e-mail goes out once more, which here means that nothing happens. */
export function resendInvoice({ merchant, values }: Incoming<"resendInvoice">, state: State): Outcome {
  const payment = requirePayment(state, merchant.merchantId, values)
  requireOrder(payment)
  if (payment.captures.length === 0) {
    refuse("nothing_captured")
  }
  if (!payment.captures.some((booking) => booking.invoiceNr === values.InvoiceNr)) {
    refuse("invoice_unknown")
  }
  return { payment }
}
