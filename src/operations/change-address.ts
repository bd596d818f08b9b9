import type { PaygatePaymentRecord, PaymentChanges } from "../modules/paygate-klarna"
import { CALLS, type Language, type RequestOf } from "../paygate"
import { asRefusal, moneyRefusal } from "../refusals"
import { carryOut, prepareCall } from "./carry-out"
import type { OperationContext } from "./context"
import { requireOutcome, requireTurn, requireUncaptured } from "./payment"
import { isForGood } from "./told"

/** What Klarna is told of a changed address, in Paygate's fields; what is not among them stays. */
type ChangedAddress = Omit<RequestOf<typeof CALLS.updateAddress>, "PayID">

export interface AddressChange {
  fields: ChangedAddress
  /** Noted when Klarna takes the change. */
  known: Pick<PaymentChanges, "addresses_fingerprint">
  /** Noted then, and when Klarna refuses it for good. */
  told: Pick<PaymentChanges, "told_address_fingerprint">
}

/** Changes addresses at Klarna, before anything is captured (UCA). Answers the operation's id. */
export async function changeAddress(
  context: OperationContext,
  found: PaygatePaymentRecord,
  { fields, known, told }: AddressChange,
): Promise<string> {
  try {
    const payment = await requireTurn(context, found, "update_address")
    requireUncaptured(payment)
    const values = { ...fields, PayID: payment.pay_id ?? "" }
    const { operationId, result } = await carryOut(context, {
      payment,
      draft: { kind: "update_address", amount: "0", minorAmount: 0 },
      prepare: () => prepareCall(context, CALLS.updateAddress, values, payment.language as Language),
      changesOf: (_answer, outcome) => (outcome === "succeeded" ? { ...known, ...told } : {}),
      changesByError: (error) => (isForGood(error) ? told : {}),
    })
    requireOutcome(result)
    return operationId
  } catch (error) {
    throw asRefusal(error, moneyRefusal)
  }
}
