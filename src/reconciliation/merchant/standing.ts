import type { MedusaContainer } from "@medusajs/framework/types"
import type { PaygateOperationRecord, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import type { OperationContext } from "../../operations"
import { readAccount, type Authorization, type OrderAccount } from "../order-account"
import type { Capture } from "./due"
import { readLines, type Order } from "./order-items"

/** How an order and its Klarna payments stand now. */
export interface Standing {
  account: OrderAccount
  order: Order
  /** Carried out on whichever of the payments. */
  captures: Capture[]
  /** Captures whose outcome is open. */
  open: PaygateOperationRecord[]
}

/** Reads it; nothing where the order is cancelled. */
export async function readStanding(
  container: MedusaContainer,
  { books }: OperationContext,
  orderId: string,
): Promise<Standing | undefined> {
  const account = await readAccount(container, orderId)
  if (!account || account.order.status === "canceled") {
    return undefined
  }
  const payment_id = account.authorizations.map(({ record }) => record.id)
  return {
    account,
    order: await readLines(container, orderId),
    captures: await books.listPaygateOperations({ payment_id, kind: "capture", state: "succeeded" }),
    open: await books.listPaygateOperations({ payment_id, kind: "capture", state: ["started", "unknown"] }),
  }
}

/** The order's payments of the same provider that can be captured in Medusa, oldest first. */
export function payersAmong({ account }: Standing, { provider_id }: PaygatePaymentRecord): Authorization[] {
  return account.authorizations.filter(
    ({ record, openAmount }) => openAmount > 0 && record.provider_id === provider_id && record.release_due_at === null,
  )
}
