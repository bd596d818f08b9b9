import type { PaygatePaymentRecord, PaymentChanges } from "../modules/paygate-klarna"
import { CALLS } from "../paygate"
import { asRefusal, moneyRefusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { requireOutcome, requireTurn, requireUncaptured } from "./payment"
import { isForGood } from "./told"

/** A reference number Klarna is to show. */
export interface ReferenceChange {
  refNr: string
  /** Noted when Klarna takes the change, and when it refuses it for good. */
  told: Pick<PaymentChanges, "told_ref_nr">
}

/** Changes the reference number at Klarna, before anything is captured (UMR). Answers the operation's id. */
export async function changeReference(
  context: OperationContext,
  found: PaygatePaymentRecord,
  { refNr, told }: ReferenceChange,
): Promise<string> {
  try {
    const payment = await requireTurn(context, found, "update_reference")
    requireUncaptured(payment)
    const { operationId, result } = await carryOut(context, {
      payment,
      draft: { kind: "update_reference", amount: "0", minorAmount: 0 },
      prepare: () => prepareCall(context, CALLS.updateReference, { PayID: payment.pay_id ?? "", RefNr: refNr }),
      changesOf: (_answer, outcome) => (outcome === "succeeded" ? { ...told, ref_nr: refNr } : {}),
      changesByError: (error) => (isForGood(error) ? told : {}),
    })
    requireOutcome(result)
    return operationId
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}
