import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { listProviderIds, resolveConnection } from "../../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"

const DAY_MS = 24 * 60 * 60 * 1000

export const forgetDetailsStep = createStep("forget-paygate-klarna-details", async (_: void, { container }) => {
  const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  let operations = 0
  for (const providerId of listProviderIds(config)) {
    const { retention_days } = resolveConnection(config, providerId).options
    operations += await books.forgetDetailsFrom(providerId, new Date(Date.now() - retention_days * DAY_MS))
  }
  return new StepResponse({ operations })
})
