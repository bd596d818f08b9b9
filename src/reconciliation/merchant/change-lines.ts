import type { MedusaContainer } from "@medusajs/framework/types"
import type { ItemQuantity, PaygatePaymentRecord } from "../../modules/paygate-klarna"
import { changeOrder, openContext, requireClear, withPayment } from "../../operations"
import type { Currency } from "../../paygate"
import { partOf, toMinor } from "../../purchase"
import { refusal } from "../../refusals"
import { readAccount } from "../order-account"
import { listMedusaPayments } from "../medusa-payments"
import { findOrderOfSession } from "../orders"
import { mostAuthorized } from "./limits"
import { linesOver, readLines } from "./order-items"

/** What Klarna's order is to be: an amount in major units, items, or neither for the order as it stands in Medusa. */
interface LinesRequest {
  amount?: number | undefined
  items?: ItemQuantity[] | undefined
}

/**
 * Changes what Klarna's order is over, or its lines, before anything is captured: lower, and up to what it was over at
 * first again. Medusa's amounts stay: what Klarna no longer authorizes cannot be captured. Answers the operation's id.
 */
export async function changeLines(
  container: MedusaContainer,
  found: PaygatePaymentRecord,
  { amount, items }: LinesRequest,
): Promise<string> {
  const context = openContext(container, found.provider_id)
  const currency = found.currency_code as Currency
  const orderId = await findOrderOfSession(container, found.payment_session_id)
  if (!orderId) {
    throw refusal("order_missing")
  }
  return withPayment(context, found, async (current) => {
    const payment = await requireClear(context, current)
    const order = await readLines(container, orderId)
    const part = items && partOf(order.order, items, { currency, withShipping: true })
    const minorAmount =
      amount === undefined
        ? (part?.minorAmount ?? (await standingAmount(container, orderId, payment)))
        : toMinor(amount, currency)
    if (minorAmount <= 0) {
      throw refusal("amount_below_minor_unit")
    }
    const lines = linesOver(container, payment, part ? { ...order, order: part.source } : order, minorAmount)
    const most = mostAuthorized(payment, await listMedusaPayments(container, context.books, payment))
    return (await changeOrder(context, payment, { minorAmount, lines, most })).operationId
  })
}

/** What is due for the order as it stands, less what other payments cover, in minor units; not above zero for nothing. */
export async function standingAmount(
  container: MedusaContainer,
  orderId: string,
  { id }: PaygatePaymentRecord,
): Promise<number> {
  const account = await readAccount(container, orderId)
  const own = account?.authorizations.find(({ record }) => record.id === id)
  return account && own ? own.openAmount + account.uncoveredAmount : 0
}
