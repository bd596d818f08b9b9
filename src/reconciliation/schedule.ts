import {
  remainingAmount,
  unreportedVisits,
  type PaygateOperationRecord,
  type PaygatePaymentRecord,
} from "../modules/paygate-klarna"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What a check has found, as far as the next one depends on it. */
export interface Finding {
  payment: PaygatePaymentRecord
  /** The operation that is still open. */
  open: PaygateOperationRecord | undefined
  /** Something could not be done and is to be tried again. */
  isUnfinished: boolean
  hasDiverged: boolean
}

/** Half as long again as it has waited already, within limits: an answer that is late is asked for ever more rarely. */
function later(since: Date | string, now: number, shortest: number, longest: number): number {
  return Math.min(longest, Math.max(shortest, (now - new Date(since).getTime()) / 2))
}

function delayAfter({ payment, open, isUnfinished, hasDiverged }: Finding, now: number): number | null {
  if (open) {
    return later(open.created_at, now, MINUTE, HOUR)
  }
  if (isUnfinished) {
    return Math.min(6 * HOUR, MINUTE * 2 ** payment.failed_checks)
  }
  const [visit] = unreportedVisits(payment, now)
  if (visit) {
    return later(visit.at, now, 15 * MINUTE, 6 * HOUR)
  }
  switch (payment.state) {
    case "opening":
      return HOUR
    case "pending":
      return later(payment.created_at, now, 5 * MINUTE, 6 * HOUR)
    case "authorized":
      if (remainingAmount(payment) > 0) {
        return payment.checks === 0 ? 15 * MINUTE : DAY
      }
      break
    case "open":
    case "failed":
    case "canceled":
      break
    default:
      return payment.state satisfies never
  }
  if (hasDiverged) {
    return DAY
  }
  // Over, once a look some time after the last step has found both sides in agreement.
  return payment.checks === 0 ? 15 * MINUTE : null
}

/** When a payment is to be looked at again; never, once it is over and both sides agree. */
export function nextCheck(finding: Finding, now = Date.now()): Date | null {
  const delay = delayAfter(finding, now)
  return delay === null ? null : new Date(now + delay)
}
