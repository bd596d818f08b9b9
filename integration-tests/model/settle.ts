import { absorbRows, checkAlways, expectPayBack, type Account } from "./account"
import { fromMinor, sum, toMinor } from "./amounts"
import { passTime } from "./commands"
import { openUnits } from "./look"
import type { Sight, Trial } from "./trial"

/** Checks at most until all is settled: a fault that waits for a call of a check plays then, too. */
const MOST_CHECKS = 6

function requireEqual(what: string, sides: Record<string, number>): void {
  if (new Set(Object.values(sides)).size > 1) {
    throw new Error(`${what} differ: ${JSON.stringify(sides)}`)
  }
}

/** All three sides agree to the cent, and nothing is open. */
function checkAgreement({ paygate, books, payments }: Sight): void {
  const inMedusa = (rows: "captures" | "refunds") => toMinor(sum(payments.flatMap((payment) => payment[rows])))
  requireEqual("authorized", { paygate: paygate.authorized, books: books.authorized })
  requireEqual("released", { paygate: paygate.released, books: books.released })
  requireEqual("captured", { paygate: paygate.captured, books: books.captured, medusa: inMedusa("captures") })
  requireEqual("refunded", { paygate: paygate.credited, books: books.refunded, medusa: inMedusa("refunds") })
  if (books.open.length > 0 || books.isReleaseDue || books.isKept) {
    throw new Error(`something is still open: ${JSON.stringify(books)}`)
  }
}

/** What can still be captured is what is due, as far as it is authorized; nothing outlives its order. */
function checkRemainder(account: Account, { paygate, payments, order }: Sight): void {
  const { remaining, captured, credited } = paygate
  if (order.isCanceled) {
    requireEqual("captured and paid back of a cancelled order", { captured, credited })
  }
  if (order.isCanceled || account.isCancelAsked || order.due === 0) {
    requireEqual("remaining and nothing", { remaining, nothing: 0 })
    return
  }
  const open = toMinor(sum(payments.map(openUnits)))
  const hasFractions = payments.some(({ captures, refunds }) =>
    [...captures, ...refunds].some((units) => units % 100 !== 0),
  )
  // Medusa takes the credit line of such a refund for none, and the order owes the cent.
  const hasCentRefund = payments.some(({ refunds }) => refunds.some((units) => units <= fromMinor(1)))
  const tolerance = hasFractions || hasCentRefund ? 1 : 0
  const expected = Math.min(order.due, remaining)
  if (Math.abs(open - expected) > tolerance) {
    throw new Error(`Medusa would capture ${open}: ${JSON.stringify({ due: order.due, remaining, expected })}`)
  }
  if (captured === 0 && !account.isLoweringRefused && remaining > order.due) {
    throw new Error(`more than what is due is authorized: ${JSON.stringify({ due: order.due, remaining })}`)
  }
  if (account.isOrderChanged && Math.abs(order.unpaid - (order.due - open)) > tolerance) {
    throw new Error(`the rest cannot be paid: ${JSON.stringify({ due: order.due, open, unpaid: order.unpaid })}`)
  }
}

/** Lets the plugin settle everything, and compares all sides. */
export async function settleEverything(account: Account, trial: Trial): Promise<void> {
  await passTime(account, trial)
  let isOpen = await trial.reconcile()
  for (let checks = 1; isOpen && checks < MOST_CHECKS; checks += 1) {
    const sight = await trial.look()
    absorbRows(account, sight)
    expectPayBack(account, sight)
    await passTime(account, trial)
    isOpen = await trial.reconcile()
  }
  const sight = await trial.look()
  if (isOpen) {
    throw new Error(`not settled after ${MOST_CHECKS} checks: ${JSON.stringify(sight.books)}`)
  }
  absorbRows(account, sight)
  account.doubts = { capture: [], refund: [] }
  checkAlways(account, sight)
  checkAgreement(sight)
  checkRemainder(account, sight)
}
