import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"
import { processNotification, receiveNotification, type ReceivedForm } from "../../reconciliation"

/** Notifications of one run unless told. */
const LIMIT = 50

export const receiveNotificationStep = createStep(
  "receive-paygate-klarna-notification",
  async (input: ReceivedForm, { container }) =>
    new StepResponse({ notification: (await receiveNotification(container, input)) ?? null }),
)

export interface ProcessNotificationsInput {
  /** One of them; without it the oldest that wait. */
  id?: string
  limit?: number
}

export const processNotificationsStep = createStep(
  "process-paygate-klarna-notifications",
  async ({ id, limit = id ? 1 : LIMIT }: ProcessNotificationsInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    let processed = 0
    for (let count = 0; count < limit; count += 1) {
      const [notification] = await books.claimNotifications({ ...(id ? { id } : {}), limit: 1 })
      if (!notification) {
        break
      }
      processed += (await processNotification(container, notification)) ? 1 : 0
    }
    return new StepResponse({ processed })
  },
)
