import { MedusaError } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord, PaymentChanges, UnsentStep } from "../modules/paygate-klarna"
import { isBooked, isForGood, type OperationContext } from "../operations"
import { referencesOf } from "../references"

/** What the log says where Klarna is told of a change and refuses it. */
export const CHANGE_REFUSED = "Klarna does not take a change of the order"

interface RefusedStep extends Omit<UnsentStep, "code" | "message"> {
  error: unknown
  changes?: PaymentChanges
  meaning: string
}

/**
 * Has a step of the plugin's own that was refused for good stand in the books for a person to see, even where nothing
 * was sent. Throws any other error, since that step is to be tried again.
 *
 * @param changes what is noted of the payment where nothing was sent
 * @param meaning what the refusal comes to, for the log
 */
export async function noteRefusal(
  { books, logger }: OperationContext,
  payment: PaygatePaymentRecord,
  { error, changes, meaning, ...step }: RefusedStep,
): Promise<void> {
  if (!MedusaError.isMedusaError(error) || !isForGood(error)) {
    throw error
  }
  const { code = "", message } = error
  await (isBooked(error)
    ? books.noteFailedStep(payment.id, step.kind)
    : books.noteUnsentStep(payment.id, { ...step, code, message }, changes))
  logger.warn(`paygate-klarna: ${meaning}: ${message} (${referencesOf(payment)})`)
}
