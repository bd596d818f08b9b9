import type { Incoming, Outcome } from "../calls"
import { newInvoiceNr } from "../ids"
import { capturedOf, creditedOf, remainingOf, type Booking } from "../payment"
import { refuse, refuseParameter } from "../refusals"
import type { State } from "../state"
import { requireOrder, requirePayment, requireRemaining } from "./guards"

type Money = "capture" | "credit"

function newBooking({ values }: Incoming<Money>, state: State): Booking {
  if (values.Amount === 0) {
    refuseParameter("value", "Amount", "zero")
  }
  return {
    invoiceNr: newInvoiceNr(),
    amount: values.Amount,
    at: state.now(),
    reqId: values.ReqID,
    lines: values.ArticleList?.order_lines,
  }
}

/** Captures; with `CompleteType=YES` what a partial capture leaves is released, and a full one is an error. */
export function capture(incoming: Incoming<"capture">, state: State): Outcome {
  const { merchant, values } = incoming
  const payment = requirePayment(state, merchant.merchantId, values)
  const booking = newBooking(incoming, state)
  requireRemaining(payment, state.now())
  const rest = remainingOf(payment, state.now()) - booking.amount
  if (rest < 0) {
    refuse("overcapture")
  }
  if (values.CompleteType && rest === 0) {
    refuse("not_allowed", "CompleteType=YES leaves nothing to release")
  }
  payment.captures.push({ ...booking, shipping: values.ShippingData?.shipping_info })
  if (values.CompleteType) {
    payment.released += rest
  }
  payment.refNr = values.RefNr ?? payment.refNr
  return { payment, answer: { InvoiceNr: booking.invoiceNr } }
}

/** Pays back at most what is captured and not yet credited. */
export function credit(incoming: Incoming<"credit">, state: State): Outcome {
  const { merchant, values } = incoming
  const payment = requirePayment(state, merchant.merchantId, values)
  const booking = newBooking(incoming, state)
  requireOrder(payment)
  if (capturedOf(payment) === 0) {
    refuse("nothing_captured")
  }
  const rest = capturedOf(payment) - creditedOf(payment)
  if (rest === 0) {
    refuse("already_credited")
  }
  if (booking.amount > rest) {
    refuse("overcredit")
  }
  payment.credits.push(booking)
  return { payment, answer: { InvoiceNr: booking.invoiceNr } }
}

/** Releases exactly what is left; a fully captured payment is refused, "auch wenn als Betrag 0 verwendet wird". */
export function reverse({ merchant, values }: Incoming<"reverse">, state: State): Outcome {
  const payment = requirePayment(state, merchant.merchantId, values)
  requireRemaining(payment, state.now())
  const rest = remainingOf(payment, state.now())
  if (values.Amount !== rest) {
    refuse("amount_differs", "a reverse is over exactly what is left")
  }
  payment.released += rest
  return { payment }
}
