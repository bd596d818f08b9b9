import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { remainingAmount, type PaygateOperationRecord, type PaygatePaymentRecord } from "../modules/paygate-klarna"
import { toDecimal, type Decimal } from "../purchase"
import type { OperationContext } from "./context"

/** What Medusa asked for, in major units and unrounded. */
export function exactAmount({ raw_amount, amount }: PaygateOperationRecord): Decimal {
  return toDecimal((raw_amount as BigNumberInput | null) ?? amount)
}

/** The exact sum of what was carried out, in major units. */
export function sumOfAmounts(operations: readonly PaygateOperationRecord[]): BigNumberInput {
  return operations
    .filter(({ state }) => state === "succeeded")
    .reduce((sum, operation) => MathBN.add(sum, exactAmount(operation)), MathBN.convert(0))
}

/** Captures or credits, each with its own limit. */
export type Movement = "capture" | "credit"

/** What each may move, in minor units, and the refusal of more. */
export const LIMITS = {
  capture: {
    over: "capture_over_authorization",
    left: remainingAmount,
    rows: ({ captures }: OperationContext) => captures,
  },
  credit: {
    over: "refund_over_capture",
    left: (payment: PaygatePaymentRecord) => payment.captured_amount - payment.refunded_amount,
    rows: ({ refunds }: OperationContext) => refunds,
  },
} as const

/**
 * What Paygate has carried out while Medusa has no row of it: told of a failure or of an open outcome, Medusa deletes its
 * capture or refund, and so it does when it fails itself after the provider has answered.
 */
export async function withoutRow(
  context: OperationContext,
  movement: Movement,
  over: readonly PaygateOperationRecord[],
): Promise<PaygateOperationRecord[]> {
  const carriedOut = over.filter(({ state, medusa_id }) => state === "succeeded" && medusa_id !== null)
  if (carriedOut.length === 0) {
    return []
  }
  const ids = carriedOut.map(({ medusa_id }) => medusa_id!)
  const rows = await LIMITS[movement].rows(context).list({ id: ids }, { select: ["id"], take: ids.length })
  const known = new Set(rows.map(({ id }) => id))
  return carriedOut.filter(({ medusa_id }) => !known.has(medusa_id!))
}

/**
 * A row of Medusa's stands for one movement. While its attempt waited, a check in another process may have found the
 * row without one, and taken it for what an earlier attempt had brought about.
 */
export function recordedOn(
  over: readonly PaygateOperationRecord[],
  medusaId: string,
): PaygateOperationRecord | undefined {
  return over.find(({ state, medusa_id }) => state === "succeeded" && medusa_id === medusaId)
}
