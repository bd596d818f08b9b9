import type { BigNumberInput, MedusaContainer, OrderTransactionDTO } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  MathBN,
  Modules,
  OrderChangeStatus,
  OrderChangeType,
} from "@medusajs/framework/utils"
import { createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import type { Decimal } from "../purchase"
import { exactRowAmount, isSettledRow, type MedusaPayment, type MedusaRow } from "./medusa-payments"
import { readOrder } from "./orders"

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
    amount: exactRowAmount(row).times(sign),
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

/** Ids of all captures and refunds of an order, by whatever provider. */
async function listAllMovements(container: MedusaContainer, orderId: string): Promise<Set<string>> {
  const order = await readOrder(container, orderId)
  const payments = (order?.payment_collections ?? []).flatMap((collection) => collection.payments)
  return new Set(payments.flatMap(({ captures, refunds }) => [...captures, ...refunds].map(({ id }) => id)))
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
  const all = await listAllMovements(container, orderId)
  const unfounded = known.filter((one) => isOfRow(one) && !all.has(one.reference_id ?? ""))
  const movements = payments.flatMap((payment) =>
    movementsOf(isPaidBackAsWhole(payment, known) ? { ...payment, refunds: [] } : payment),
  )
  if (movements.length === 0 && unfounded.length === 0) {
    return
  }
  const amounts = new Map(known.map((one) => [one.reference_id, exactRowAmount(one as never)]))
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
    await completeCredit(container, orderId)
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

interface RefundedOrder {
  status: string
  payment_collections: { id: string; payments: { refunds: AmountRow[] | null }[] | null }[] | null
}

interface AmountRow {
  amount: BigNumberInput
  raw_amount?: BigNumberInput
}

function sumOf(rows: readonly AmountRow[]): Decimal {
  return rows.reduce((sum, row) => sum.plus(exactRowAmount(row as never)), MathBN.convert(0))
}

/**
 * What was paid back, Medusa takes off what the order is worth: a credit, in a step after the transaction. Where nothing
 * else has changed the order, there is as much credit as was paid back.
 */
async function completeCredit(container: MedusaContainer, orderId: string): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "status", "payment_collections.id", "payment_collections.payments.refunds.*"],
    filters: { id: orderId },
  })
  const order = data[0] as unknown as RefundedOrder | undefined
  const collections = order?.payment_collections ?? []
  const changes = await container
    .resolve(Modules.ORDER)
    .listOrderChanges({ order_id: orderId }, { relations: ["actions"] })
  const isUnchanged = changes.every(
    ({ change_type, status }) =>
      change_type === String(OrderChangeType.CREDIT_LINE) && status === String(OrderChangeStatus.CONFIRMED),
  )
  if (!order || order.status === "canceled" || !isUnchanged) {
    return
  }
  const refunds = collections.flatMap(({ payments }) => payments ?? []).flatMap((payment) => payment.refunds ?? [])
  const credited = sumOf(changes.flatMap(({ actions }) => actions as unknown as AmountRow[]))
  const missing = sumOf(refunds).minus(credited)
  if (missing.gt(CENT)) {
    const credit = {
      reference: "payment_collection",
      reference_id: collections[0]?.id ?? "",
      amount: missing.toNumber(),
    }
    await createOrderCreditLinesWorkflow(container).run({ input: { id: orderId, credit_lines: [credit] } })
  }
}
