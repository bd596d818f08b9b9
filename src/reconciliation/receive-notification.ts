import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { listProviderIds, resolveConnection } from "../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../modules/paygate-klarna"
import { keepResult, readResultAs, type KeptResult, type ResultFields } from "../operations"

/** What came in: the outer form of a notification or of a shopper's return. */
export interface ReceivedForm {
  fields: ResultFields
  /** Medusa's id of the provider whose address was called; any other may take it if its merchant and keys fit. */
  providerId: string
}

/**
 * Verifies what came in and keeps it, before anybody is answered. Answers nothing when no provider's merchant and keys
 * fit, or the payment is not known: who sent it learns no more than that.
 */
export async function receiveNotification(
  container: MedusaContainer,
  { fields, providerId }: ReceivedForm,
): Promise<KeptResult | undefined> {
  const books = container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS)
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const known = listProviderIds(config)
  for (const candidate of [...known].sort((one, other) => Number(other === providerId) - Number(one === providerId))) {
    const result = readResultAs(resolveConnection(config, candidate).options, fields)
    // Two providers may share merchant and keys: the payment says whose it is.
    const kept = result && (await keepResult(books, result, ({ provider_id }) => provider_id === candidate))
    if (kept) {
      return kept
    }
  }
  return undefined
}
