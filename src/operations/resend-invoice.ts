import type { PaygateOperationRecord, PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS } from "../paygate"
import { asRefusal, moneyRefusal, refusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { requireOutcome, requireTurn } from "./payment"

/** The invoices of a payment's captures, oldest first. */
export function invoicesOf<Operation extends Pick<PaygateOperationRecord, "kind" | "state" | "invoice_nr">>(
  operations: readonly Operation[],
): (Operation & { invoice_nr: string })[] {
  return operations.filter(
    (one): one is Operation & { invoice_nr: string } =>
      one.kind === "capture" && one.state === "succeeded" && one.invoice_nr !== null,
  )
}

/**
 * Has Klarna send the e-mail about a capture once more (RCC): the newest unless its invoice is named. Answers the
 * operation's id. Throws `nothing_captured` and `invoice_unknown`.
 */
export async function resendInvoice(
  context: OperationContext,
  found: PaygatePaymentRecord,
  invoiceNr: string | undefined,
): Promise<string> {
  try {
    const payment = await requireTurn(context, found, "resend_invoice")
    if (payment.captured_amount === 0) {
      throw refusal("nothing_captured")
    }
    const invoices = invoicesOf(await context.books.listSettledOperations(payment.id, "capture"))
    const invoice = invoiceNr === undefined ? invoices.at(-1) : invoices.find((one) => one.invoice_nr === invoiceNr)
    if (!invoice) {
      throw refusal("invoice_unknown")
    }
    const values = { PayID: payment.pay_id ?? "", InvoiceNr: invoice.invoice_nr }
    const { operationId, result } = await carryOut(context, {
      payment,
      draft: { kind: "resend_invoice", amount: "0", minorAmount: 0 },
      prepare: () => prepareCall(context, CALLS.resendInvoice, values),
    })
    requireOutcome(result)
    return operationId
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}
