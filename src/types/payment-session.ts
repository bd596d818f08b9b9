/** `GET /store/paygate-klarna/payment-sessions/:id`: what a return page polls. */
export interface PaymentSessionStatusResponse {
  status: "pending" | "authorized" | "pending_authorization" | "failed" | "canceled"
  order_id?: string
  /** Where the shopper passes by after an order. */
  redirect_url?: string
  /** Why the last completion was refused, in words for the shopper. */
  error?: { code: string; message: string }
}

/** `POST /store/paygate-klarna/payment-sessions/:id/authorization`. */
export interface AuthorizationResponse {
  payment_session: { id: string; status: PaymentSessionStatusResponse["status"] }
}
