import type { PaymentSessionStatus } from "@medusajs/framework/types"
import type { PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { type Currency } from "../../paygate"
import { inquire } from "../../operations"
import { toMajor } from "../../purchase"
import type { ProviderContext } from "./context"
import { asRefusal, moneyRefusal } from "../../refusals"

/** What Paygate knows of the payment, amounts in major units. */
export async function retrievePayment(
  context: ProviderContext,
  payment: PaygatePaymentRecord,
): Promise<Record<string, unknown>> {
  const currency = payment.currency_code as Currency
  const inquiry = await inquire(context, payment).catch((error: unknown) => {
    throw asRefusal(error, moneyRefusal)
  })
  return {
    pay_id: payment.pay_id,
    currency_code: currency,
    authorized: toMajor(inquiry.AmountAuth ?? 0, currency),
    captured: toMajor(inquiry.AmountCap ?? 0, currency),
    refunded: toMajor(inquiry.AmountCred ?? 0, currency),
  }
}

/** How the payment stands at Paygate, in Medusa's words; a session that was never placed is not asked about. */
export async function statusOf(context: ProviderContext, payment: PaygatePaymentRecord): Promise<PaymentSessionStatus> {
  switch (payment.state) {
    case "opening":
    case "open":
      return "pending"
    case "canceled":
      return "canceled"
    case "failed":
      return "error"
    case "pending":
    case "authorized": {
      const { authorized, captured } = await retrievePayment(context, payment)
      if (!authorized) {
        return "pending_authorization"
      }
      return Number(captured) >= Number(authorized) ? "captured" : "authorized"
    }
    default:
      return payment.state satisfies never
  }
}
