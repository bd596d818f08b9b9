import type { BigNumberInput, ILockingModule, Logger, Query } from "@medusajs/framework/types"
import type { Connection } from "../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../modules/paygate-klarna"
import { refusal } from "../refusals"

/** Medusa's refunds, reachable in the payment module's container only. */
export interface RowReader {
  list(filters: { id: string[] }, config: { select: string[]; take: number }): Promise<{ id: string }[]>
}

/** Medusa's captures, reachable in the payment module's container only. */
export interface CaptureReader extends RowReader {
  retrieve(id: string): Promise<{ amount: BigNumberInput; raw_amount?: BigNumberInput }>
}

/** What the provider's verbs work with. */
export interface ProviderContext extends Connection {
  books: PaygateKlarnaBooks
  query: Query
  locking: ILockingModule
  captures: CaptureReader
  refunds: RowReader
  logger: Logger
}

/** Picks the verbs' needs out of the payment module's container. */
export function createContext(container: Record<string, unknown>, connection: Connection): ProviderContext {
  return {
    ...connection,
    books: container[PAYGATE_KLARNA_BOOKS] as PaygateKlarnaBooks,
    query: container["query"] as Query,
    locking: container["locking"] as ILockingModule,
    captures: container["captureService"] as CaptureReader,
    refunds: container["refundService"] as RowReader,
    logger: container["logger"] as Logger,
  }
}

/**
 * Lets one caller at a time work on a payment, so that a double click waits instead of failing. That nothing happens
 * twice does not depend on it: the books' index holds across processes, whatever locking provider a store has. What the
 * work decides by it has to read itself, since a caller may have waited long. Throws `operation_in_progress` when its
 * turn does not come.
 */
export async function exclusively<Result>(
  { locking, options }: ProviderContext,
  paymentSessionId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const seconds = Math.ceil(options.timeout_ms / 1000) + 5
  let hasBegun = false
  try {
    return await locking.execute(
      [`paygate-klarna:${paymentSessionId}`],
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
