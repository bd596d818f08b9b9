import type { UpdatePaymentInput } from "@medusajs/framework/types"
import { asCurrency } from "../../paygate"
import type { ProviderContext } from "../../operations/context"
import { toMinor } from "../../purchase/money"
import { requirePayment } from "../../operations/move-money"
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
