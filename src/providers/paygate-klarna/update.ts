import type { UpdatePaymentInput } from "@medusajs/framework/types"
import { asCurrency } from "../../paygate"
import { requirePayment } from "../../operations"
import { toMinor } from "../../purchase"
import type { ProviderContext } from "./context"
import { refusal } from "../../refusals"

/** Refuses with `session_outdated` unless amount and currency are those the session was opened over. */
export async function requireUnchangedSession(context: ProviderContext, input: UpdatePaymentInput): Promise<void> {
  const payment = await requirePayment(context, input.data)
  const currency = asCurrency(input.currency_code)
  const isUnchanged =
    currency === payment.currency_code && toMinor(input.amount, currency) === Number(payment.session_amount)
  if (!isUnchanged) {
    throw refusal("session_outdated")
  }
}
