import type { BigNumberInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import type { Currency } from "../../paygate"
import { toMinor } from "../../purchase"
import { refusal } from "../../refusals"
import type { ProviderContext } from "./context"
import { droppedInputs } from "./session-data"

/**
 * The session by which an authorization goes on after a change of its order, if the collection is one it was carried
 * over to. The books say so, never the session's data, which the browser can set. Nothing is sent.
 */
export async function continueAuthorization(
  { books, query }: ProviderContext,
  sessionId: string,
  { amount, data }: { amount: BigNumberInput; data: Record<string, unknown> | undefined },
): Promise<InitiatePaymentOutput | undefined> {
  const { data: sessions } = await query.graph({
    entity: "payment_session",
    fields: ["id", "payment_collection_id"],
    filters: { id: sessionId },
  })
  const collectionId = (sessions[0] as { payment_collection_id?: string } | undefined)?.payment_collection_id
  const carryOver = collectionId ? await books.findCarryOver(collectionId) : undefined
  if (!carryOver) {
    return undefined
  }
  const payment = await books.retrievePaygatePayment(carryOver.payment_id)
  const isSameAmount = toMinor(amount, payment.currency_code as Currency) === carryOver.minor_amount
  if (payment.state !== "authorized" || !isSameAmount) {
    // Released, or another amount is due by now: an ordinary session may be opened over it.
    return undefined
  }
  if (!(await books.openCarriedOver(carryOver, sessionId))) {
    throw refusal("operation_in_progress")
  }
  return {
    id: payment.pay_id ?? "",
    data: { ...droppedInputs(data), session_id: sessionId, flow: payment.flow, pay_id: payment.pay_id },
  }
}

/** What an order's change is told by; see {@link isOrderChange}. */
interface GivenUpPayment {
  canceled_at: Date | string | null
  payment_collection?: { status: string } | null
}

/**
 * Whether Medusa gives a payment up because its order changes, and not because it is cancelled: then the payment's own
 * collection is `canceled` or `partially_captured` already, while the payment itself is not cancelled yet. One that was
 * given up before stands for nothing any more: a cancelled order releases its successor, or has its own event do so.
 */
export async function isOrderChange({ query }: ProviderContext, paymentId: string | undefined): Promise<boolean> {
  if (!paymentId) {
    return false
  }
  const { data } = await query.graph({
    entity: "payment",
    fields: ["id", "canceled_at", "payment_collection.status"],
    filters: { id: paymentId },
  })
  const payment = data[0] as GivenUpPayment | undefined
  const status = payment?.payment_collection?.status
  return (
    payment !== undefined && (payment.canceled_at !== null || status === "canceled" || status === "partially_captured")
  )
}
