import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"
import { announce } from "../../reconciliation"
import { referencesOf } from "../../references"
import { warnBefore } from "./_warn-before"

export const watchAuthorizationsStep = createStep(
  "watch-paygate-klarna-authorizations",
  async (_: void, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    const marked = await books.markExpiries((providerId) => warnBefore(config, providerId))
    for (const id of marked.expiring) {
      const payment = await books.retrievePaygatePayment(id)
      const day = payment.expires_at?.toISOString().slice(0, 10)
      logger.warn(`paygate-klarna: the authorization of ${referencesOf(payment)} lapses on ${day}; capture it before`)
      await announce(container, payment, "authorization_expiring")
    }
    for (const id of marked.expired) {
      const payment = await books.retrievePaygatePayment(id)
      logger.warn(`paygate-klarna: the authorization of ${referencesOf(payment)} has lapsed with something left`)
      await announce(container, payment, "authorization_expired")
    }
    return new StepResponse(marked)
  },
)
