import { REFUSAL_CODES } from "../../../refusals"
import type { AttentionKind } from "../../../types/attention"
import type { HealthCheck, HealthCheckName } from "../../../types/health"
import type {
  AllowedActions,
  BlockedReason,
  PaygateOperationKind,
  PaygatePaymentResponse,
} from "../../../types/payment"
import type { RegionResponse } from "../../../types/region"
import { ADDRESS_CHOICES, ADDRESS_FIELDS } from "../../lib/address"
import type { offerOf } from "../../lib/region"
import type { Problem } from "../../lib/validation"
import en from "../json/en.json"

/** The words of a type, each written out: the type checker finds one that is missing, and one too many. */
const words = <Word extends string>(names: Record<Word, true>): readonly string[] => Object.keys(names)

const ATTENTION = words<AttentionKind>({
  release_failed: true,
  outcome_unknown: true,
  capture_failed: true,
  change_refused: true,
  expiring: true,
  expired: true,
  pending_long: true,
  diverged: true,
})

type Payment = PaygatePaymentResponse["payment"]

type References = "xid" | keyof Pick<Payment, "pay_id" | "trans_id" | "ref_nr" | "klarna_order_id">

/** How a payment stands that is not simply authorized. */
const STATES = words<Exclude<Payment["state"], "authorized">>({
  opening: true,
  open: true,
  pending: true,
  failed: true,
  canceled: true,
})

/**
 * The names that the code puts behind a group to make a key; every other key stands somewhere as a whole. Refusals are
 * those the plugin has, whether or not the dashboard has better words than their message.
 */
export const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  actions: words<keyof AllowedActions>({
    capture: true,
    refund: true,
    release: true,
    address: true,
    reference: true,
    order_lines: true,
    resend_invoice: true,
    sync: true,
  }),
  address: [...ADDRESS_FIELDS, ...ADDRESS_CHOICES],
  amounts: ["authorized", "captured", "refunded", "released", "remaining", "thereofRefunded"],
  attention: ATTENTION,
  attentionHelp: ATTENTION,
  blocked: words<BlockedReason>({
    pending: true,
    not_authorized: true,
    canceled: true,
    open_operation: true,
    nothing_left: true,
    nothing_captured: true,
    nothing_to_refund: true,
    change_after_capture: true,
    order_missing: true,
  }),
  check: words<HealthCheckName | "test_session">({
    registration: true,
    dependencies: true,
    options: true,
    encryption: true,
    mac: true,
    notify_address: true,
    regions: true,
    locking: true,
    event_bus: true,
    clock: true,
    paygate: true,
    test_session: true,
  }),
  // Compared with the checks' own by src/test/check-texts.spec.ts.
  checkReason: Object.keys(en.checkReason),
  differences: ["medusa", "books", "paygate"],
  explain: STATES,
  failure: [...REFUSAL_CODES, "payment_unknown", "provider_unknown"],
  level: words<HealthCheck["level"]>({ ok: true, warning: true, error: true }),
  operation: words<PaygateOperationKind>({
    create_session: true,
    create_order: true,
    create_recurring_order: true,
    update_address: true,
    update_reference: true,
    update_order: true,
    capture: true,
    credit: true,
    reverse: true,
    resend_invoice: true,
    inquire: true,
  }),
  orderChange: words<NonNullable<Payment["on_order_change"]>>({ lowered: true, kept: true, captured: true }),
  panel: ["info", "warning", "error"],
  payType: words<RegionResponse["pay_types"][number]>({
    pay_now: true,
    pay_later: true,
    pay_over_time: true,
    direct_debit: true,
    direct_bank_transfer: true,
  }),
  references: words<References>({ pay_id: true, xid: true, trans_id: true, ref_nr: true, klarna_order_id: true }),
  region: words<ReturnType<typeof offerOf>>({ offered: true, partly: true, notOffered: true, notEnabled: true }),
  regionReason: words<NonNullable<RegionResponse["countries"][number]["reason"]>>({
    country_not_supported: true,
    country_without_account: true,
    currency_not_of_country: true,
  }),
  status: [...STATES, "authorized", "partially_captured", "captured", "partially_refunded", "refunded", "expired"],
  testHint: words<NonNullable<Payment["test_reason"]>>({ account: true, address: true }),
  unsent: ["not_reachable", "invalid_request"],
  validation: words<Problem["key"]>({
    required: true,
    amount: true,
    decimals: true,
    max: true,
    tooLong: true,
    noItems: true,
    quantity: true,
    nothingLeft: true,
    url: true,
    ampersand: true,
    phone: true,
  }),
  // The prompts of two actions, whose group is put before the name instead.
  release: ["title", "description", "submit"],
  orderLines: ["title", "description", "submit"],
}
