/**
 * What a merchant has to look at:
 * - `release_failed`: a release has been owed for more than two minutes
 * - `outcome_unknown`: Paygate has not told what became of a call for more than five minutes
 * - `capture_failed`: what was sent is not captured (`capture_on`), since that was refused for good; it has to be by hand
 * - `change_refused`: Klarna was not told the order's number, shipping address or lower total, since that was refused for
 *   good
 * - `expiring`: the authorization lapses within `expiry_warning_days`, and something is left of it
 * - `expired`: it has lapsed with something left
 * - `pending_long`: Klarna has been deciding for more than a day
 * - `diverged`: Medusa's, Paygate's and the plugin's sums differ
 */
export type AttentionKind =
  | "release_failed"
  | "outcome_unknown"
  | "capture_failed"
  | "change_refused"
  | "expiring"
  | "expired"
  | "pending_long"
  | "diverged"

/** One payment and one thing about it; a payment may be listed for several. */
export interface AttentionEntry {
  /** For `…/payments/:id`: Medusa's payment, or its session where there is no payment. */
  id: string
  order_id: string | null
  display_id: number | null
  kind: AttentionKind
  /** Since when; of `expiring`, when it lapses. */
  since: string
  /** What it is about, in major units: the operation's of `outcome_unknown` and `pending_long`, else what is left. */
  amount: number
  currency_code: string
}

/** `GET /admin/paygate-klarna/attention?limit=&offset=`: the longest waiting first. */
export interface AttentionResponse {
  payments: AttentionEntry[]
  /** Of all, whatever the page. */
  count: number
  limit: number
  offset: number
}
