import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  MathBN,
  Modules,
  OrderChangeStatus,
  OrderChangeType,
} from "@medusajs/framework/utils"
import { createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import { toDecimal, type Decimal } from "../purchase"
import { exactRowAmount, isSettledRow, type MedusaPayment, type MedusaRow } from "./medusa-payments"

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
  const movements = payments.flatMap(movementsOf)
  if (movements.length === 0) {
    return
  }
  const orders = container.resolve(Modules.ORDER)
  const known = await orders.listOrderTransactions({ order_id: orderId })
  const amounts = new Map(known.map((one) => [one.reference_id, exactRowAmount(one as never)]))
  const faulty = movements
    .filter(({ row }) => isSettledRow(row))
    .filter(({ row, amount }) => !amounts.get(row.id)?.eq(amount))
  const wrong = known.filter(({ reference_id }) => faulty.some(({ row }) => row.id === reference_id))
  if (wrong.length > 0) {
    await orders.deleteOrderTransactions(wrong.map(({ id }) => id))
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
  if (movements.every(({ row }) => isSettledRow(row))) {
    await completeCredit(container, orderId)
  }
}

interface OrderWorth {
  status: string
  total: BigNumberInput
  raw_total?: BigNumberInput
  payment_collections: {
    id: string
    amount: BigNumberInput
    raw_amount?: BigNumberInput
    payments: { refunds: { amount: BigNumberInput; raw_amount?: BigNumberInput }[] | null }[] | null
  }[]
}

const exact = ({ raw_amount, amount }: { amount: BigNumberInput; raw_amount?: BigNumberInput }) =>
  toDecimal(raw_amount ?? amount)

/** Medusa's type of a change does not know all that there are. */
function isCredit(changeType: string | undefined): boolean {
  return changeType === String(OrderChangeType.CREDIT_LINE)
}

/**
 * What was paid back, Medusa takes off what the order is worth in a step after the transaction. Where nothing else has
 * changed an order since it was placed, its worth is what was to be paid, less what was paid back.
 */
async function completeCredit(container: MedusaContainer, orderId: string): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "status", "total", "raw_total", "payment_collections.*", "payment_collections.payments.refunds.*"],
    filters: { id: orderId },
  })
  const order = data[0] as unknown as OrderWorth | undefined
  const [collection, ...others] = order?.payment_collections ?? []
  const changes = await container
    .resolve(Modules.ORDER)
    .listOrderChanges({ order_id: orderId }, { select: ["id", "change_type", "status"] })
  const isUnchanged = changes.every(
    ({ change_type, status }) => isCredit(change_type) && status === OrderChangeStatus.CONFIRMED,
  )
  if (!order || !collection || others.length > 0 || !isUnchanged || order.status === "canceled") {
    return
  }
  const refunded = (collection.payments ?? [])
    .flatMap(({ refunds }) => refunds ?? [])
    .reduce((sum, row) => sum.plus(exact(row)), MathBN.convert(0))
  const worth = exact(collection).minus(refunded)
  const surplus = toDecimal(order.raw_total ?? order.total)
    .minus(worth)
    .decimalPlaces(8)
  if (refunded.isZero() || !surplus.isPositive() || surplus.isZero()) {
    return
  }
  const amount = MathBN.min(surplus, refunded).toNumber()
  await createOrderCreditLinesWorkflow(container).run({
    input: { id: orderId, credit_lines: [{ reference: "refund", reference_id: collection.id, amount }] },
  })
}
