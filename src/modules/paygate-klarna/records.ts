import type { InferTypeOf } from "@medusajs/framework/types"
import type { Sums } from "./accounting"
import type { OperationState, StepKind } from "./kinds"
import type { PaygateCarryOver } from "./models/paygate-carry-over"
import type { PaygateNotification } from "./models/paygate-notification"
import type { PaygateOperation } from "./models/paygate-operation"
import type { PaygatePayment } from "./models/paygate-payment"

export type PaygatePaymentRecord = Omit<InferTypeOf<typeof PaygatePayment>, "operations" | "carry_overs">
export type PaygateCarryOverRecord = Omit<InferTypeOf<typeof PaygateCarryOver>, "payment"> & { payment_id: string }
export type PaygateNotificationRecord = InferTypeOf<typeof PaygateNotification>
export type PaygateOperationRecord = Omit<InferTypeOf<typeof PaygateOperation>, "payment"> & { payment_id: string }

/** A line item of an order, and how many of it. */
export interface ItemQuantity {
  line_item_id: string
  quantity: number
}

/** What is written before a call leaves. */
export interface OperationDraft {
  kind: StepKind
  reqId?: string
  /** Major units as Medusa gave it, an exact decimal. */
  amount: string
  /** Minor units, as it goes to Paygate. */
  minorAmount: number
  /** Id of Medusa's capture or refund. */
  medusaId?: string | undefined
  /** Also releases what is left. */
  completes?: boolean | undefined
  /** What of the order it is over. */
  items?: ItemQuantity[] | undefined
  /** For Medusa's refund. */
  note?: string | undefined
  /** For Medusa's capture or refund: who asked for it. */
  createdBy?: string | undefined
  /** By which the very same request is known. */
  requestFingerprint?: string | undefined
  /** The fulfillment it is made for by itself; one operation each. */
  fulfillmentId?: string | undefined
  /** The sums by which its amount was told; once they are others it is not begun. */
  toldBy?: Sums | undefined
  /** Masked. */
  request: Record<string, string>
}

/** A step that was refused before anything was sent. */
export interface UnsentStep extends Omit<OperationDraft, "request"> {
  code: string
  message: string
}

/** An inquiry that is over, whatever came of it. */
export interface InquiryDraft {
  state: "succeeded" | "failed"
  code: string
  message?: string | undefined
  xid?: string | undefined
  askedAt: Date
  durationMs: number
  /** Masked. */
  request: Record<string, string>
}

/** What is known after a call. */
export interface Settlement {
  state: Exclude<OperationState, "started">
  code?: string | undefined
  message?: string | undefined
  xid?: string | undefined
  invoiceNr?: string | undefined
  durationMs?: number
  /** Found out by asking: whoever had asked for it was told that it is open. */
  isFoundOut?: boolean
}

/** What else a call brought about the payment. */
export type PaymentChanges = Partial<
  Pick<
    PaygatePaymentRecord,
    | "state"
    | "pay_id"
    | "ref_nr"
    | "told_ref_nr"
    | "addresses_fingerprint"
    | "told_address_fingerprint"
    | "klarna_order_id"
    | "redirect_url"
    | "expires_at"
    | "error_code"
    | "authorization_token"
    | "authorization_token_at"
  >
>

/** What the hosted page was opened over, in minor units; Paygate reports by the TransID. */
export interface HostedVisit {
  trans_id: string
  /** When, in ISO 8601. */
  at: string
  /** Whether Paygate creates the order by itself (`Order=AUTO`). */
  is_auto: boolean
  amount: number
  /** The same in major units, an exact decimal. */
  major_amount: string
  tax_amount: number
  currency_code: string
  lines_fingerprint: string
  addresses_fingerprint: string
}
