import type { MedusaContainer, OrderTransactionDTO } from "@medusajs/framework/types"
import { Modules, OrderChangeStatus, OrderChangeType } from "@medusajs/framework/utils"
import { createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import type { Decimal } from "../purchase"
import { exact, exactSum, isSettledRow, type Amount, type MedusaPayment, type MedusaRow } from "./medusa-payments"
import { readOrder, type OrderWithPayments } from "./orders"

/** A capture or refund that the order has to show as paid, or paid back. */
interface Movement {
  row: MedusaRow
  reference: "capture" | "refund"
  /** Major units, as the order counts it: below zero for a refund. */
  amount: Decimal
  currencyCode: string
}

function movementsOf({ captures, refunds, currency_code }: MedusaPayment): Movement[] {
  const describe = (reference: Movement["reference"], sign: 1 | -1) => (row: MedusaRow) => ({
    row,
    reference,
    amount: exact(row).times(sign),
    currencyCode: currency_code,
  })
  return [...captures.map(describe("capture", 1)), ...refunds.map(describe("refund", -1))]
}

type Transaction = Pick<OrderTransactionDTO, "id" | "reference" | "reference_id" | "amount">

/** Medusa's ids of captures and refunds begin like this; transactions may be about other things. */
function isOfRow({ reference, reference_id }: Transaction): boolean {
  return (
    (reference === "capture" && reference_id?.startsWith("capt_") === true) ||
    (reference === "refund" && reference_id?.startsWith("ref_") === true)
  )
}

/** Cancelling an order, Medusa pays a payment back by one transaction, in the payment's name. */
function isPaidBackAsWhole({ id }: MedusaPayment, known: readonly Transaction[]): boolean {
  return known.some(({ reference, reference_id }) => reference === "refund" && reference_id === id)
}

function paymentsOf({ payment_collections }: OrderWithPayments): MedusaPayment[] {
  return payment_collections.flatMap(({ payments }) => payments)
}

/**
 * Gives an order the transactions that a process which died left out, and puts those right that Medusa made up for it:
 * its next capture or refund gives every missing one the amount of its own. A refund also lowers what the order is
 * worth, or the customer would owe what was paid back.
 */
export async function completeTransactions(
  container: MedusaContainer,
  payments: readonly MedusaPayment[],
  orderId: string,
): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  // Before the rows: a row is there before its transaction, and gone before it, too.
  const known = await orders.listOrderTransactions({ order_id: orderId })
  const order = await readOrder(container, orderId)
  if (!order) {
    return
  }
  // By whatever provider.
  const rows = paymentsOf(order).flatMap(({ captures, refunds }) => [...captures, ...refunds])
  const ids = new Set(rows.map(({ id }) => id))
  const unfounded = known.filter((one) => isOfRow(one) && !ids.has(one.reference_id ?? ""))
  const movements = payments.flatMap((payment) =>
    movementsOf(isPaidBackAsWhole(payment, known) ? { ...payment, refunds: [] } : payment),
  )
  if (movements.length === 0 && unfounded.length === 0) {
    return
  }
  const amounts = new Map(known.map((one) => [one.reference_id, exact(one)]))
  const faulty = movements
    .filter(({ row }) => isSettledRow(row))
    .filter(({ row, amount }) => !amounts.get(row.id)?.eq(amount))
  const misstated = known.filter(({ reference_id }) => faulty.some(({ row }) => row.id === reference_id))
  const wrong = [...unfounded, ...misstated]
  if (wrong.length > 0) {
    await deleteTransactions(
      container,
      orderId,
      wrong.map(({ id }) => id),
    )
  }
  if (faulty.length > 0) {
    await orders.addOrderTransactions(
      faulty.map(({ row, reference, amount, currencyCode }) => ({
        order_id: orderId,
        amount: amount.toNumber(),
        currency_code: currencyCode,
        reference,
        reference_id: row.id,
      })),
    )
  }
  const hasRefunds = movements.some(({ reference }) => reference === "refund")
  if (hasRefunds && movements.every(({ row }) => isSettledRow(row))) {
    await completeCredit(container, order)
  }
}

/**
 * Deletes transactions, and their amounts from the order's sums as they are now: Medusa takes them from the sums of the
 * version that the transaction was written for, which a credit or an edit may have replaced since.
 */
async function deleteTransactions(container: MedusaContainer, orderId: string, ids: string[]): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  const { version } = await orders.retrieveOrder(orderId, { select: ["id", "version"] })
  const undeclared = orders as unknown as {
    updateOrderTransactions(transactions: { id: string; version: number }[]): Promise<unknown>
  }
  await undeclared.updateOrderTransactions(ids.map((id) => ({ id, version })))
  await orders.deleteOrderTransactions(ids)
}

/** Medusa takes an order that is off by no more for settled, and gives no credit for it. */
const CENT = 0.01

/**
 * What was paid back, Medusa takes off what the order is worth: a credit, in a step after the transaction. Where nothing
 * else has changed the order, there is as much credit as was paid back.
 */
async function completeCredit(container: MedusaContainer, order: OrderWithPayments): Promise<void> {
  const changes = await container
    .resolve(Modules.ORDER)
    .listOrderChanges({ order_id: order.id }, { relations: ["actions"] })
  const isUnchanged = changes.every(
    ({ change_type, status }) =>
      change_type === String(OrderChangeType.CREDIT_LINE) && status === String(OrderChangeStatus.CONFIRMED),
  )
  if (order.status === "canceled" || !isUnchanged) {
    return
  }
  const credited = exactSum(changes.flatMap(({ actions }) => actions as unknown as Amount[]))
  const missing = exactSum(paymentsOf(order).flatMap(({ refunds }) => refunds)).minus(credited)
  if (missing.gt(CENT)) {
    const credit = {
      reference: "payment_collection",
      reference_id: order.payment_collections[0]?.id ?? "",
      amount: missing.toNumber(),
    }
    await createOrderCreditLinesWorkflow(container).run({ input: { id: order.id, credit_lines: [credit] } })
  }
}
