import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"

/** Emitted when something about a payment changed that nobody asked for just now. */
export const PAYMENT_UPDATED = "paygate-klarna.payment.updated"

/** What has happened, for subscribers to tell apart. */
export type PaymentNews =
  | "authorized"
  | "rejected"
  | "recorded"
  | "carried_over"
  | "released"
  | "release_failed"
  | "diverged"
  | "authorization_expiring"
  | "authorization_expired"

/** Tells the store's other code: ids and the news, no personal data. */
export async function announce(
  container: MedusaContainer,
  { id, payment_session_id, provider_id }: PaygatePaymentRecord,
  news: PaymentNews,
): Promise<void> {
  await container
    .resolve(Modules.EVENT_BUS)
    .emit({ name: PAYMENT_UPDATED, data: { id, payment_session_id, provider_id, news } })
}
