import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"

export interface ForgetCustomerInput {
  customer_id: string
}

interface Collection {
  payment_sessions?: { id: string }[] | null
}

/** Every payment session of a customer's carts and orders. */
async function listSessionIds(container: MedusaContainer, customerId: string): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: carts } = await query.graph({
    entity: "cart",
    fields: ["id", "payment_collection.payment_sessions.id"],
    filters: { customer_id: customerId },
  })
  const { data: orders } = await query.graph({
    entity: "order",
    fields: ["id", "payment_collections.payment_sessions.id"],
    filters: { customer_id: customerId },
  })
  const collections = [
    ...(carts as { payment_collection?: Collection | null }[]).map(({ payment_collection }) => payment_collection),
    ...(orders as { payment_collections?: (Collection | null)[] | null }[]).flatMap(
      ({ payment_collections }) => payment_collections ?? [],
    ),
  ]
  return [...new Set(collections.flatMap((collection) => (collection?.payment_sessions ?? []).map(({ id }) => id)))]
}

export const forgetCustomerStep = createStep(
  "forget-paygate-klarna-customer",
  async ({ customer_id }: ForgetCustomerInput, { container }) => {
    const books: PaygateKlarnaBooks = container.resolve(PAYGATE_KLARNA_BOOKS)
    const payments = await books.forgetPersonalData(await listSessionIds(container, customer_id))
    return new StepResponse({ payments })
  },
)
