import { createHash } from "node:crypto"
import type { OperationKind, PaygateOperationRecord } from "../modules/paygate-klarna"
import { isPaygateCode } from "../paygate"

/** What a merchant wants done once: the n-th operation of a kind on a payment, over an amount in minor units. */
export interface Intent {
  paymentId: string
  kind: OperationKind
  /** How many operations of this kind Paygate has carried out or refused. */
  position: number
  minorAmount: number
  /** Whether a capture also releases the rest: Paygate would answer for the one by the other. */
  completes?: boolean
}

/**
 * The position of the next intent among the operations of a kind that are over. One that Paygate never answered and that
 * an inquiry found undone does not count: should it reach Paygate late, a repeat under the same ReqID meets it there.
 */
export function positionAfter(over: readonly Pick<PaygateOperationRecord, "state" | "code">[]): number {
  return over.filter(({ state, code }) => state === "succeeded" || isPaygateCode(code ?? "")).length
}

/**
 * The ReqID of an intent: the same for every attempt at it, however often Medusa deletes its own row in between, and
 * another one after a trusted refusal, since Paygate would repeat that, too (`ans..32`).
 */
export function reqIdOf({ paymentId, kind, position, minorAmount, completes = false }: Intent): string {
  const parts = [paymentId, kind, position, minorAmount, ...(completes ? ["completes"] : [])]
  return createHash("sha256").update(parts.join("|")).digest("hex").slice(0, 32)
}
