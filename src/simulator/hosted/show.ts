import type { HostedOutcome, HostedSession } from "./session"

/** How a payment came about on the hosted page. */
export interface LedgerHosted {
  /** The page's address below the simulator's. */
  page: string
  creates_order: boolean
  /** What the shopper did; nothing yet if `null`. */
  outcome: HostedOutcome | null
  url_success: string
  url_failure: string
}

/** The hosted page as the ledger shows it. */
export function showHosted({ id, createsOrder, outcome, urlSuccess, urlFailure }: HostedSession): LedgerHosted {
  return {
    page: `hosted/${id}`,
    creates_order: createsOrder,
    outcome: outcome ?? null,
    url_success: urlSuccess,
    url_failure: urlFailure,
  }
}
