import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"
import { TOKEN_LIFETIME_MS } from "../../operations"

/** No session call takes this long, so a session that still holds personal data by then was left by a dead process. */
const SESSION_MINUTES = 10

export const forgetStaleTokensStep = createStep(
  "forget-stale-paygate-klarna-tokens",
  async (_: void, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const tokens = await books.forgetTokensFrom(new Date(Date.now() - TOKEN_LIFETIME_MS))
    return new StepResponse({ tokens })
  },
)

/**
 * Medusa commits a session with what the storefront sent before the provider is called, and replaces it after. A
 * process killed in between leaves the shopper's personal data, which no module's method can remove from within the
 * JSON without a race, so one statement does.
 */
export const forgetPersonalInputsStep = createStep(
  "forget-paygate-klarna-personal-inputs",
  async (_: void, { container }) => {
    const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const sessions = await database("payment_session")
      .whereLike("provider_id", "pp\\_paygate-klarna\\_%")
      .whereRaw("jsonb_exists(data, 'customer')")
      .where("created_at", "<", new Date(Date.now() - SESSION_MINUTES * 60_000))
      .update({ data: database.raw("data - 'customer'") })
    return new StepResponse({ sessions })
  },
)
