import type { MedusaContainer } from "@medusajs/framework/types"
import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { OperationContext } from "../operations"
import type { Currency } from "../paygate"
import { referencesOf } from "../references"
import { exactSum, listMedusaPayments, minorSum } from "./medusa-payments"
import { readOrder } from "./orders"

/**
 * Pays back what was captured on an order that is cancelled. Medusa does so when it cancels, with the captures that it
 * knows of; one whose answer had been lost comes to light only after that.
 */
export async function payBackCanceled(
  container: MedusaContainer,
  { books, logger }: OperationContext,
  payment: PaygatePaymentRecord,
  orderId: string,
): Promise<void> {
  const order = await readOrder(container, orderId)
  if (order?.status !== "canceled") {
    return
  }
  const currency = payment.currency_code as Currency
  for (const { id, captures, refunds } of await listMedusaPayments(container, books, payment)) {
    if (minorSum(captures, currency) > minorSum(refunds, currency)) {
      // With its fraction of a cent, or several payments' would add up to more than was captured.
      const amount = exactSum(captures).minus(exactSum(refunds)).toNumber()
      await refundPaymentWorkflow(container).run({ input: { payment_id: id, amount } })
      logger.info(`paygate-klarna: a capture of a cancelled order is paid back (${referencesOf(payment)})`)
    }
  }
}
