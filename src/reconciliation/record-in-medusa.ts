import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { PaygateOperationRecord, PaygatePaymentRecord } from "../modules/paygate-klarna"
import { exactAmount, RECORDS_OPERATION, withoutRow, type Movement, type OperationContext } from "../operations"
import type { Currency } from "../paygate"
import { referencesOf } from "../references"
import { announce } from "./announce"
import { findOrderOfPayment } from "./orders"
import { exact, exactSum, listMedusaPayments, minorSum, type MedusaPayment, type MedusaRow } from "./medusa-payments"

/** Longer than any attempt takes: what has no call in the books by then was left by a process that died. */
const ORPHAN_MINUTES = 10

const ROWS = { capture: "captures", credit: "refunds" } as const

/** Rows of Medusa's that no operation of the books has brought about. */
function orphansAmong(
  payments: readonly MedusaPayment[],
  movement: Movement,
  operations: readonly PaygateOperationRecord[],
): MedusaRow[] {
  const known = new Set(operations.filter(({ state }) => state === "succeeded").map(({ medusa_id }) => medusa_id))
  return payments.flatMap((payment) => payment[ROWS[movement]]).filter(({ id }) => !known.has(id))
}

/** Medusa takes numbers: what an amount has beyond a number's digits, its row has lost. */
function isOver(row: MedusaRow, operation: PaygateOperationRecord): boolean {
  return exact(row).toNumber() === exactAmount(operation).toNumber()
}

function isLeftOver({ created_at }: MedusaRow): boolean {
  return created_at !== undefined && Date.now() - new Date(created_at).getTime() > ORPHAN_MINUTES * 60_000
}

/**
 * The payment of Medusa's that a movement without a row belongs to. A capture was made on the one that stood for the
 * authorization then, even though a change of the order may have ended it since; a refund goes where there is room.
 */
function payableFor(
  operation: PaygateOperationRecord,
  movement: Movement,
  payments: readonly MedusaPayment[],
  currency: Currency,
): MedusaPayment | undefined {
  const newestFirst = [...payments].reverse()
  return movement === "capture"
    ? (newestFirst.find(({ created_at }) => new Date(created_at ?? 0) <= new Date(operation.created_at)) ?? payments[0])
    : newestFirst.find(
        ({ captures, refunds }) =>
          // The last of several parts may have been rounded up.
          exactSum(captures).minus(exactSum(refunds)).gte(exactAmount(operation)) ||
          minorSum(captures, currency) - minorSum(refunds, currency) >= operation.minor_amount,
      )
}

/** Writes a movement that Paygate has carried out into Medusa, without sending anything. Answers the row's id. */
async function writeRow(
  container: MedusaContainer,
  operation: PaygateOperationRecord,
  movement: Movement,
  payment: MedusaPayment,
): Promise<string | undefined> {
  const amount = exactAmount(operation).toNumber()
  if (movement === "credit") {
    // Through the provider, which adopts the operation named in the metadata and sends nothing.
    await refundPaymentWorkflow(container).run({
      input: {
        payment_id: payment.id,
        amount,
        ...(operation.note ? { note: operation.note } : {}),
        ...(operation.created_by ? { created_by: operation.created_by } : {}),
        metadata: { [RECORDS_OPERATION]: operation.id },
      } as never,
    })
    return undefined
  }
  const module = container.resolve(Modules.PAYMENT)
  const listRows = () => module.listCaptures({ payment_id: payment.id })
  const before = new Set((await listRows()).map(({ id }) => id))
  if (payment.canceled_at || payment.captured_at) {
    // Medusa captures nothing on a payment that is over; what happened before that has to be shown all the same.
    await createCapture(container, payment, { amount, created_by: operation.created_by })
  } else {
    // Captured already, Medusa is told: it asks no provider then.
    const input = { payment_id: payment.id, amount, is_captured: true }
    await capturePaymentWorkflow(container).run({
      input: { ...input, ...(operation.created_by ? { captured_by: operation.created_by } : {}) },
    })
  }
  // Another capture's may have come meanwhile.
  const written = (await listRows()).filter(({ id }) => !before.has(id))
  return written.find((row) => isOver(row, operation))?.id
}

/** What Medusa writes for a capture, in steps that its workflow does not offer for such a payment. */
async function createCapture(
  container: MedusaContainer,
  payment: MedusaPayment,
  { amount, created_by }: { amount: number; created_by: string | null },
): Promise<void> {
  const module = container.resolve(Modules.PAYMENT) as unknown as {
    createCaptures(input: { payment_id: string; amount: number; created_by: string | null }): Promise<{ id: string }>
  }
  const { id } = await module.createCaptures({ payment_id: payment.id, amount, created_by })
  const orderId = await findOrderOfPayment(container, payment.id)
  if (orderId) {
    await container.resolve(Modules.ORDER).addOrderTransactions({
      order_id: orderId,
      amount,
      currency_code: payment.currency_code,
      reference: "capture",
      reference_id: id,
    })
  }
}

/**
 * Makes Medusa's captures or refunds those of the books, in both directions: what was carried out although Medusa has
 * no row of it is written there, and a row that was never carried out is deleted. Answers how many were written.
 */
export async function recordInMedusa(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  movement: Movement,
): Promise<number> {
  const { books, logger } = context
  let written = 0
  const currency = payment.currency_code as Currency
  const operations = await books.listSettledOperations(payment.id, movement)
  const payments = await listMedusaPayments(container, books, payment)
  const orphans = orphansAmong(payments, movement, operations)
  for (const operation of await withoutRow(context, movement, operations)) {
    const pair = orphans.findIndex((row) => isOver(row, operation))
    const [orphan] = pair < 0 ? [] : orphans.splice(pair, 1)
    const announced = await books.announceAdoption(operation)
    const target = payableFor(operation, movement, payments, currency)
    if (!announced || (!orphan && !target)) {
      continue
    }
    const rowId = orphan?.id ?? (await writeRow(container, announced, movement, target!))
    if (rowId) {
      await books.adopt(announced, rowId)
    }
    written += 1
  }
  for (const { id } of orphans.filter(isLeftOver)) {
    await deleteRow(container, movement, id)
    logger.warn(
      `paygate-klarna: ${id} was never carried out at Paygate and is no longer in Medusa (${referencesOf(payment)})`,
    )
  }
  return written
}

/** The same for what a check finds, which nobody has asked for: so it is told. */
export async function recordAndTell(
  container: MedusaContainer,
  context: OperationContext,
  payment: PaygatePaymentRecord,
  movement: Movement,
): Promise<void> {
  const written = await recordInMedusa(container, context, payment, movement)
  for (let told = 0; told < written; told += 1) {
    context.logger.info(
      `paygate-klarna: a ${movement} that Paygate had carried out is now in Medusa, too (${referencesOf(payment)})`,
    )
    await announce(container, payment, "recorded")
  }
}

/** What Medusa itself does with the row of an attempt that failed; its interface does not declare it. */
async function deleteRow(container: MedusaContainer, movement: Movement, id: string): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT) as unknown as {
    deleteCaptures(ids: string[]): Promise<void>
    deleteRefunds(ids: string[]): Promise<void>
  }
  await (movement === "capture" ? payments.deleteCaptures([id]) : payments.deleteRefunds([id]))
}
