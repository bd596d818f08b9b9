import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

interface SessionOfOrder {
  payment_collection?: {
    order?: { id: string } | null
    cart?: { id: string } | null
  } | null
}

/**
 * Whether a session pays for an order that is there already, by a collection opened for it: no cart will be completed
 * then. What a cart was paid by is never paid again.
 */
async function isOfOrder(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment_session",
    fields: ["id", "payment_collection.order.id", "payment_collection.cart.id"],
    filters: { id: sessionId },
  })
  const { order, cart } = (data[0] as SessionOfOrder | undefined)?.payment_collection ?? {}
  return Boolean(order && !cart)
}

/**
 * Authorizes the session of what is still to be paid for an order, right away. What the shopper has to know of a refusal
 * is in the session's status: it is no failure of this workflow, which would put the spent token back.
 */
export const authorizeOrderSessionStep = createStep(
  "authorize-paygate-klarna-order-session",
  async ({ payment_session_id }: { payment_session_id: string }, { container }) => {
    if (await isOfOrder(container, payment_session_id)) {
      try {
        await container.resolve(Modules.PAYMENT).authorizePaymentSession(payment_session_id, {})
      } catch (error) {
        if (!MedusaError.isMedusaError(error)) {
          throw error
        }
        container
          .resolve(ContainerRegistrationKeys.LOGGER)
          .warn(`paygate-klarna: the payment of an order's difference was not authorized: ${error.message}`)
      }
    }
    return new StepResponse(undefined)
  },
)
