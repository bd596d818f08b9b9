/** One call to Paygate; the amount in major units. */
export interface PaygateOperationResponse {
  id: string
  kind: string
  /** `started` and `unknown` are open. */
  state: "started" | "succeeded" | "failed" | "unknown"
  amount: number
  code: string | null
  message: string | null
  req_id: string | null
  xid: string | null
  created_at: string
  duration_ms: number | null
}

/** The sums of one side, in major units; what it does not say is left out. */
export interface SumsResponse {
  authorized?: number
  captured?: number
  refunded?: number
  released?: number
}

/** `GET /admin/paygate-klarna/payments/:id`; amounts in major units. */
export interface PaygatePaymentResponse {
  payment: {
    /** The id that was asked for: Medusa's payment, or its payment session. */
    id: string
    provider_id: string
    state: "opening" | "open" | "pending" | "authorized" | "failed" | "canceled"
    pay_id: string | null
    ref_nr: string | null
    trans_id: string
    klarna_order_id: string | null
    currency_code: string
    amount: number
    captured: number
    refunded: number
    released: number
    remaining: number
    expires_at: string | null
    /** Since when the authorization has lapsed, by the option `authorization_days`. */
    expired_at: string | null
    /** Since when a release is owed that has not succeeded yet. */
    release_due_at: string | null
    /** What Medusa, the books and Paygate say, where they differ. */
    divergence: { books: SumsResponse; paygate: SumsResponse; medusa: SumsResponse } | null
    invoices: { invoice_nr: string; amount: number; created_at: string }[]
  }
  /** Oldest first. */
  operations: PaygateOperationResponse[]
}

/** What a POST on a payment answers. */
export interface PaygatePaymentActionResponse extends PaygatePaymentResponse {
  /** The operation it was about; `null` when nothing was open. */
  operation: PaygateOperationResponse | null
}
