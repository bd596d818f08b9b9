import type { MedusaContainer } from "@medusajs/framework/types"
import { PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"
import type { OperationContext } from "../operations"
import type { Currency } from "../paygate"
import { toMajor } from "../purchase"

/**
 * Medusa's own way for what a provider reports later: authorizes the session of an order that is pending, and completes
 * the cart if it is still open. What keeps it from doing so is logged, since nobody waits for an answer.
 */
export async function completeCart(
  container: MedusaContainer,
  { logger }: OperationContext,
  { payment_session_id, trans_id, session_amount, currency_code }: PaygatePaymentRecord,
): Promise<void> {
  try {
    await processPaymentWorkflow(container).run({
      input: {
        action: PaymentActions.AUTHORIZED,
        data: { session_id: payment_session_id, amount: toMajor(session_amount, currency_code as Currency) },
      },
    })
  } catch (error) {
    logger.warn(`paygate-klarna: a cart could not be completed (${(error as Error).name}, TransID ${trans_id})`)
  }
}
