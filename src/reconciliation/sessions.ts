import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { PaygatePaymentRecord } from "../modules/paygate-klarna"

/** A payment session of Medusa's, and what it pays for. */
export interface PaymentSession {
  id: string
  status: string
  payment_collection?: {
    cart?: { id: string } | null
    order?: { id: string; status: string } | null
  } | null
}

/** The session a payment began with; nothing when Medusa has none (any more). */
export async function readSession(
  container: MedusaContainer,
  { payment_session_id }: PaygatePaymentRecord,
): Promise<PaymentSession | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment_session",
    fields: [
      "id",
      "status",
      "payment_collection.cart.id",
      "payment_collection.order.id",
      "payment_collection.order.status",
    ],
    filters: { id: payment_session_id },
  })
  return data[0] as PaymentSession | undefined
}
