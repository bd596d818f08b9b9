import { createHash } from "node:crypto"
import type { OperationKind } from "../../modules/paygate-klarna"

/** What a merchant wants done once: the n-th operation of a kind on a payment, over an amount in minor units. */
export interface Intent {
  paymentId: string
  kind: OperationKind
  /** How many operations of this kind are over, refused ones included. */
  position: number
  minorAmount: number
}

/**
 * The ReqID of an intent: the same for every attempt at it, however often Medusa deletes its own row in between, and
 * another one after a trusted refusal, since Paygate would repeat that, too (`ans..32`).
 */
export function reqIdOf({ paymentId, kind, position, minorAmount }: Intent): string {
  return createHash("sha256").update([paymentId, kind, position, minorAmount].join("|")).digest("hex").slice(0, 32)
}
