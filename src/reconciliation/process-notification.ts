import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  PAYGATE_KLARNA_BOOKS,
  type PaygateKlarnaBooks,
  type PaygateNotificationRecord,
} from "../modules/paygate-klarna"
import { referencesOf } from "../references"
import { actOnNotification } from "./act-on-notification"

/**
 * For how long a notification is tried to be acted upon. Whatever it says can be asked for by then: Klarna's session
 * lasts 48 hours, and its token one.
 */
const GIVE_UP_DAYS = 7

function isTooOld({ created_at }: PaygateNotificationRecord): boolean {
  return Date.now() - new Date(created_at).getTime() > GIVE_UP_DAYS * 24 * 60 * 60 * 1000
}

/**
 * Acts on a notification that was taken on, and notes that it is done with. What cannot be done now is tried again,
 * until it is too old; then the merchant is told, and the check of the payment goes on by itself. Answers whether it was
 * acted upon.
 */
export async function processNotification(
  container: MedusaContainer,
  notification: PaygateNotificationRecord,
): Promise<boolean> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const references = referencesOf(notification)
  const isDone = await actOnNotification(container, notification).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : "error"
    logger.warn(`paygate-klarna: a notification could not be acted upon: ${name} (${references})`)
    return false
  })
  if (isDone) {
    await books.finishNotification(notification.id)
  } else if (isTooOld(notification)) {
    await books.checkSoon(notification.payment_id)
    await books.finishNotification(notification.id)
    logger.warn(
      `paygate-klarna: a notification with code ${notification.code} is given up after ${GIVE_UP_DAYS} days; what it was about is still asked for (${references})`,
    )
  }
  return isDone
}
