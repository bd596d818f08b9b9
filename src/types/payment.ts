/** What a call was for; see the plugin's books. */
export type PaygateOperationKind =
  | "create_session"
  | "create_order"
  | "create_recurring_order"
  | "update_address"
  | "update_reference"
  | "update_order"
  | "capture"
  | "credit"
  | "reverse"
  | "resend_invoice"
  | "inquire"

/** One call to Paygate; the amount in major units, 0 of addresses, references, invoice e-mails and inquiries. */
export interface PaygateOperationResponse {
  id: string
  kind: PaygateOperationKind
  /** `started` and `unknown` are open. */
  state: "started" | "succeeded" | "failed" | "unknown"
  amount: number
  /** Paygate's 8-character code, or a word of the plugin's own where Paygate gave none. */
  code: string | null
  /** What the code means, in English; `null` where there is none, or where it says that all went well. */
  meaning: string | null
  /**
   * What its end is known by: Paygate's `answer`; where none came that can be trusted, an `inquiry`, or `none`, after
   * which it may be sent again; `nothing_sent` when it never left. `null` while it is open.
   */
  evidence: "answer" | "inquiry" | "nothing_sent" | "none" | null
  /** What went wrong, as it was noted then; gone after `retention_days`. */
  message: string | null
  /** A capture that also released what was left. */
  releases_rest: boolean
  /** The fulfillment of Medusa's that a capture was made for by the option `capture_on`. */
  fulfillment_id: string | null
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

/**
 * Why something cannot be done now:
 * - `pending`: Klarna has not decided yet
 * - `not_authorized`: there is no order of Klarna's, because the shopper has not paid or was refused
 * - `canceled`: given up, or wholly released
 * - `open_operation`: the outcome of a call is not known yet; `sync` asks for it
 * - `nothing_left`: everything is captured or released
 * - `nothing_captured`: there is no capture to refund, or no invoice to send
 * - `nothing_to_refund`: all that was captured is refunded
 * - `change_after_capture`: Klarna changes an order before its first capture only
 * - `order_missing`: Medusa has no order for it
 */
export type BlockedReason =
  | "pending"
  | "not_authorized"
  | "canceled"
  | "open_operation"
  | "nothing_left"
  | "nothing_captured"
  | "nothing_to_refund"
  | "change_after_capture"
  | "order_missing"

/**
 * What a merchant may do now, by action (the routes are `captures`, `refunds`, `order-lines`, `resend-invoice`): `null`
 * when it is allowed, else why it is not.
 */
export interface AllowedActions {
  capture: BlockedReason | null
  refund: BlockedReason | null
  release: BlockedReason | null
  address: BlockedReason | null
  reference: BlockedReason | null
  order_lines: BlockedReason | null
  resend_invoice: BlockedReason | null
  sync: BlockedReason | null
}

/** `GET /admin/paygate-klarna/payments/:id`; amounts in major units. */
export interface PaygatePaymentResponse {
  payment: {
    /** The id that was asked for: Medusa's payment, or its payment session. */
    id: string
    provider_id: string
    /** Medusa's order; `null` while there is none. */
    order_id: string | null
    /** How the shopper pays: by Klarna's widget, on Klarna's hosted page, or by a saved agreement. */
    flow: "widget" | "hosted" | "recurring"
    /** Whether it is to be taken for a test. */
    is_test: boolean
    /**
     * Why: the `account` is a test account, by the option `test_account`, else as the MerchantID suggests, so that no
     * real money moves; or Paygate's `address` is not a live one. `null` where it is no test.
     */
    test_reason: "account" | "address" | null
    state: "opening" | "open" | "pending" | "authorized" | "failed" | "canceled"
    pay_id: string | null
    ref_nr: string | null
    trans_id: string
    klarna_order_id: string | null
    currency_code: string
    /** What was authorized at first; before that, what the session was opened over. */
    amount: number
    captured: number
    refunded: number
    /** What was released, and what a change of the order took off the authorization. */
    released: number
    /** What may still be captured: `amount` − `captured` − `released` once authorized; 0 before. */
    remaining: number
    /** The most that a capture or refund may be over now, by Klarna and by Medusa, whose payment may be over less. */
    limits: { capture: number; refund: number }
    /** What `order-lines` sends for the order as it stands; `null` where nothing can be sent. */
    order_amount: number | null
    /** The sums of Medusa's captures and refunds on this payment. */
    medusa: { captured: number; refunded: number }
    expires_at: string | null
    /** The authorization lapses within `expiry_warning_days`, and something is left of it. */
    expires_soon: boolean
    /** Since when the authorization has lapsed, by the option `authorization_days`. */
    expired_at: string | null
    /** Since when a release is owed that has not succeeded yet. */
    release_due_at: string | null
    /** What Medusa, the books and Paygate say, where they differ. */
    divergence: { books: SumsResponse; paygate: SumsResponse; medusa: SumsResponse } | null
    /**
     * Why the shopper's confirmation, hosted page or order was refused last, else the first of `failed_steps`; in words for
     * the merchant. What a merchant asked for and was refused stands among the operations alone.
     */
    error: { code: string; message: string } | null
    /** What the plugin was to do by itself, and was refused for good: the merchant has to see to it. */
    failed_steps: FailedStepResponse[]
    /**
     * What becomes of the authorization when the order's total goes down: it is `lowered` with it, or `kept` by the option
     * `update_orders`, or because something is `captured` already; kept, what is too much is released in the end. `null`
     * where nothing is authorized.
     */
    on_order_change: "lowered" | "kept" | "captured" | null
    allowed: AllowedActions
    /** Klarna's invoices, oldest first: one for each capture but those settled by an inquiry, which tells no number. */
    invoices: { invoice_nr: string; amount: number; created_at: string }[]
  }
  /** Oldest first. */
  operations: PaygateOperationResponse[]
  /** What may be captured and refunded item by item; `null` where Medusa has no order. */
  order_items: OrderItemsResponse | null
}

/** A step of the plugin's own, such as a capture by the option `capture_on`, that is not tried again. */
export interface FailedStepResponse {
  kind: "capture" | "update_order" | "update_address" | "update_reference"
  since: string
  code: string
  /** In English. */
  message: string
}

/** A line item of the order, and how many of it. */
export interface OrderItemResponse {
  line_item_id: string
  ordered: number
  /** By captures and refunds that named items, of whichever Klarna payment of the order. */
  captured: number
  refunded: number
  /** How many more may be captured: none of what has come back. */
  capturable: number
  /** How many more may be refunded, come back or not: of the captured ones, unless an amount was captured, too. */
  refundable: number
}

/** The order's items as far as they are captured and refunded; amounts in major units. */
export interface OrderItemsResponse {
  items: OrderItemResponse[]
  /** What was captured and refunded without naming items: nobody knows of which. */
  without_items: { captured: number; refunded: number }
  /** What delivery costs with tax; it is captured with the first items. */
  shipping: { amount: number; is_captured: boolean }
}

/** What a POST on a payment answers. */
export interface PaygatePaymentActionResponse extends PaygatePaymentResponse {
  /** The operation it was about; `null` when nothing was sent, or when nothing was open to be synced. */
  operation: PaygateOperationResponse | null
}

/** Part of an order: a line item of the payment's order, and how many of it. */
export interface ItemQuantity {
  line_item_id: string
  /** More than 0; not more than is left to capture or refund, and for `order-lines` than has not come back. */
  quantity: number
}

/**
 * An address in Medusa's fields; those left out are the order's. Klarna needs the name, street, postal code, city and
 * e-mail address; a phone number has up to 20 digits.
 */
export interface AddressInput {
  first_name?: string | null | undefined
  last_name?: string | null | undefined
  company?: string | null | undefined
  address_1?: string | null | undefined
  address_2?: string | null | undefined
  postal_code?: string | null | undefined
  city?: string | null | undefined
  province?: string | null | undefined
  country_code?: string | null | undefined
  phone?: string | null | undefined
  email?: string | null | undefined
}

/** `POST …/payments/:id/address`: tells Klarna; the order in Medusa stays. Neither: the order's as they stand. */
export interface AddressBody {
  billing_address?: AddressInput | undefined
  shipping_address?: AddressInput | undefined
}

/** `POST …/payments/:id/reference`. */
export interface ReferenceBody {
  /** Up to 30 characters. */
  ref_nr: string
}

/** `POST …/payments/:id/order-lines`: neither: the order as it stands. */
export interface OrderLinesBody {
  /** Major units. */
  amount?: number | undefined
  items?: ItemQuantity[] | undefined
}

/** Where a parcel is, for Klarna and its shopper: at least one field, of up to 100 characters, links (http, https) 1024. */
export interface ShippingInfo {
  shipping_company?: string | undefined
  shipping_method?: string | undefined
  tracking_number?: string | undefined
  tracking_url?: string | undefined
  return_shipping_company?: string | undefined
  return_tracking_number?: string | undefined
  return_tracking_url?: string | undefined
}

/** `POST …/payments/:id/captures`: neither amount nor items: all that is left. */
export interface CaptureBody {
  /** Major units. */
  amount?: number | undefined
  items?: ItemQuantity[] | undefined
  shipping_info?: ShippingInfo[] | undefined
  /** Releases what this capture leaves. */
  release_remaining?: boolean | undefined
}

/** `POST …/payments/:id/refunds`: neither amount nor items: all that is captured and not refunded. */
export interface RefundBody {
  /** Major units. */
  amount?: number | undefined
  items?: ItemQuantity[] | undefined
  /** Kept with Medusa's refund. */
  note?: string | undefined
}

/** `POST …/payments/:id/resend-invoice`. */
export interface ResendInvoiceBody {
  /** One of the payment's `invoices`; the newest unless named. */
  invoice_nr?: string | undefined
}

/** `GET /admin/paygate-klarna/orders/:id`: an order that Klarna has no part in has none. */
export interface OrderPaymentsResponse {
  /** Ids for `…/payments/:id`, oldest first: Medusa's payments, or sessions where there is no payment yet. */
  payments: string[]
}
