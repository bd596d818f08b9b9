import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { resolveConnection } from "../../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"

export interface ReadReturnUrlInput {
  provider_id: string
  /** In the books; `null` when what the browser brought was not valid. */
  payment_id: string | null
}

/** Throws `provider_unknown` (404) for an address of no provider's. */
export const readReturnUrlStep = createStep(
  "read-paygate-klarna-return-url",
  async ({ provider_id, payment_id }: ReadReturnUrlInput, { container }) => {
    const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    const { options } = resolveConnection(config, provider_id)
    if (payment_id === null) {
      return new StepResponse({ url: new URL(options.storefront_url).href })
    }
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payment = await books.retrievePaygatePayment(payment_id)
    const url = new URL(payment.return_url ?? options.storefront_url)
    url.searchParams.set("payment_session_id", payment.payment_session_id)
    return new StepResponse({ url: url.href })
  },
)
