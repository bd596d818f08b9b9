import type { ILockingModule, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { listProviderIds, resolveConnection, type Connection, type ProviderOptions } from "../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../modules/paygate-klarna"
import { refusal } from "../refusals"

/** Medusa's captures or refunds. */
export interface RowReader {
  list(filters: { id: string[] }, config: { select: string[]; take: number }): Promise<{ id: string }[]>
}

/** What every step on a payment works with. */
export interface OperationContext extends Connection {
  books: PaygateKlarnaBooks
  locking: ILockingModule
  captures: RowReader
  refunds: RowReader
  logger: Logger
}

/** The context of a provider id, for what is no verb of the provider. Throws `provider_unknown`. */
export function openContext(container: MedusaContainer, providerId: string): OperationContext {
  const payments = container.resolve(Modules.PAYMENT)
  return {
    ...resolveConnection(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), providerId),
    books: container.resolve<PaygateKlarnaBooks>(PAYGATE_KLARNA_BOOKS),
    locking: container.resolve(Modules.LOCKING),
    captures: { list: (filters, config) => payments.listCaptures(filters, config) },
    refunds: { list: (filters, config) => payments.listRefunds(filters, config) },
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  }
}

/** The options of a provider id; `undefined` for one that is no longer configured. */
export function findOptions(container: MedusaContainer, providerId: string): ProviderOptions | undefined {
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  return listProviderIds(config).includes(providerId) ? resolveConnection(config, providerId).options : undefined
}

/**
 * Lets one caller at a time work on a payment, so that a double click waits instead of failing. That nothing happens
 * twice does not depend on it: the books' index holds across processes, whatever locking provider a store has. What the
 * work decides by it has to read itself, since a caller may have waited long. Throws `operation_in_progress` when its
 * turn does not come.
 *
 * @param key the payment session, and before it what else may be waited for
 */
export async function exclusively<Result>(
  { locking, options }: OperationContext,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const seconds = Math.ceil(options.timeout_ms / 1000) + 5
  let hasBegun = false
  try {
    return await locking.execute(
      [`paygate-klarna:${key}`],
      () => {
        hasBegun = true
        return work()
      },
      { timeout: seconds },
    )
  } catch (error) {
    throw hasBegun ? error : refusal("operation_in_progress")
  }
}
