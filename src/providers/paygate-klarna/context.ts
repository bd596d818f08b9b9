import type { BigNumberInput, ILockingModule, Logger } from "@medusajs/framework/types"
import type { Connection } from "../../connection"
import { PAYGATE_KLARNA_BOOKS, type PaygateKlarnaBooks } from "../../modules/paygate-klarna"
import type { OperationContext, RowReader } from "../../operations"
import type { Query } from "../../purchase"

/** Medusa's captures, with what only the payment module's own container reads of them. */
export interface CaptureReader extends RowReader {
  retrieve(id: string): Promise<{ amount: BigNumberInput; raw_amount?: BigNumberInput }>
}

/** Medusa's refunds. */
export interface RefundReader extends RowReader {
  retrieve(id: string): Promise<{ metadata?: Record<string, unknown> | null }>
}

/** What the provider's verbs work with. */
export interface ProviderContext extends OperationContext {
  query: Query
  captures: CaptureReader
  refunds: RefundReader
}

/** Picks the verbs' needs out of the payment module's container. */
export function createContext(container: Record<string, unknown>, connection: Connection): ProviderContext {
  return {
    ...connection,
    books: container[PAYGATE_KLARNA_BOOKS] as PaygateKlarnaBooks,
    query: container["query"] as Query,
    locking: container["locking"] as ILockingModule,
    captures: container["captureService"] as CaptureReader,
    refunds: container["refundService"] as RefundReader,
    logger: container["logger"] as Logger,
  }
}
