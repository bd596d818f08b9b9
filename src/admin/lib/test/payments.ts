import type { PaygateOperationResponse } from "../../../types/payment"
import type { Payment } from "../status"

/** An authorized payment over 100.00 EUR, nothing of it captured. */
export function payment(changes: Partial<Payment> = {}): Payment {
  return {
    id: "pay_1",
    provider_id: "pp_paygate-klarna_eu",
    order_id: "order_1",
    flow: "widget",
    is_test: true,
    test_reason: "account",
    state: "authorized",
    pay_id: "6bce6c8756d9caa1b5f19bce694ef38a",
    ref_nr: "1001",
    trans_id: "payses_1",
    klarna_order_id: null,
    currency_code: "eur",
    amount: 100,
    captured: 0,
    refunded: 0,
    released: 0,
    remaining: 100,
    limits: { capture: 100, refund: 0 },
    order_amount: 100,
    medusa: { captured: 0, refunded: 0 },
    expires_at: null,
    expires_soon: false,
    expired_at: null,
    release_due_at: null,
    divergence: null,
    error: null,
    failed_steps: [],
    on_order_change: "lowered",
    allowed: {
      capture: null,
      refund: null,
      release: null,
      address: null,
      reference: null,
      order_lines: null,
      resend_invoice: null,
      sync: null,
    },
    invoices: [],
    ...changes,
  }
}

export function operation(changes: Partial<PaygateOperationResponse> = {}): PaygateOperationResponse {
  return {
    id: "pgkop_1",
    kind: "capture",
    state: "succeeded",
    amount: 10,
    code: "00000000",
    meaning: null,
    evidence: "answer",
    message: null,
    releases_rest: false,
    fulfillment_id: null,
    req_id: null,
    xid: null,
    created_at: "2026-11-22T10:00:00.000Z",
    duration_ms: 100,
    ...changes,
  }
}
