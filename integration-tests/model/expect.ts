import { carriedOut, type Account, type Movement } from "./account"
import { sum, toMinor, type Units } from "./amounts"
import { openUnits } from "./look"
import type { PaymentRow, Sight } from "./trial"

/** How a step has to end when nothing disturbs it; `either` where a fraction of a cent or a silent call decides. */
export type Expectation = "done" | "refused" | "either"

const roomOf = ({ captures, refunds }: PaymentRow) => sum(captures) - sum(refunds)

/** The payment of Medusa's that a merchant would capture: the newest that is open. */
export function capturable({ payments }: Sight): PaymentRow | undefined {
  return [...payments].reverse().find(({ isCanceled, isCaptured }) => !isCanceled && !isCaptured)
}

/** The payment of Medusa's that a merchant would refund: the newest with enough on it. */
export function refundable({ payments }: Sight, units: Units): PaymentRow | undefined {
  const newestFirst = [...payments].reverse()
  return (
    newestFirst.find((payment) => roomOf(payment) >= units) ?? newestFirst.find(({ captures }) => captures.length > 0)
  )
}

/** What Medusa itself refuses before the plugin is asked. */
function allowsInMedusa(movement: Movement, payment: PaymentRow, units: Units): Expectation {
  const left = movement === "capture" ? openUnits(payment) : roomOf(payment)
  if (Math.abs(left - units) <= 100 && left !== units) {
    return "either"
  }
  return units > left ? "refused" : "done"
}

/** By the rules: as much as is left, to the cent; what an earlier attempt has brought about first. */
export function expectationOf(
  account: Account,
  sight: Sight,
  movement: Movement,
  { payment, units }: { payment: PaymentRow | undefined; units: Units },
): Expectation {
  if (!payment) {
    return "refused"
  }
  const inMedusa = allowsInMedusa(movement, payment, units)
  if (inMedusa !== "done" || account.isSlow || account.isChangeInDoubt) {
    return inMedusa === "refused" ? "refused" : "either"
  }
  const unrecorded = carriedOut(account, movement, sight.paygate)
  if (unrecorded.length > 0) {
    return unrecorded.includes(units) ? "done" : "refused"
  }
  if (account.untold[movement].includes(units)) {
    return "refused"
  }
  const before = sum(account.done[movement])
  const minorAmount = toMinor(before + units) - toMinor(before)
  const { captured, credited, remaining } = sight.paygate
  const left = movement === "capture" ? remaining : captured - credited
  return minorAmount > 0 && minorAmount <= left ? "done" : "refused"
}
