import { model } from "@medusajs/framework/utils"
import { PAYMENT_STATES } from "../kinds"
import { PaygateCarryOver } from "./paygate-carry-over"
import { PaygateOperation } from "./paygate-operation"

/**
 * One Paygate payment: a Klarna session, and the order that came of it. Amounts are integers in minor units. Holds no
 * address and no personal data; lines and addresses are kept as keyed fingerprints only.
 */
export const PaygatePayment = model
  .define(
    { name: "PaygatePayment", tableName: "paygate_klarna_payment" },
    {
      id: model.id({ prefix: "pgkpay" }).primaryKey(),
      /** Medusa's id of the provider, such as `pp_paygate-klarna_eu`. */
      provider_id: model.text(),
      /** Medusa's payment session; everything is keyed on it, never on the cart. */
      payment_session_id: model.text().unique(),
      state: model.enum([...PAYMENT_STATES]).default("opening"),
      trans_id: model.text().unique(),
      pay_id: model.text().nullable(),
      ref_nr: model.text().nullable(),
      klarna_order_id: model.text().nullable(),
      flow: model.text(),
      currency_code: model.text(),
      country_code: model.text(),
      language: model.text(),
      /** What the session was opened over. */
      session_amount: model.bigNumber(),
      session_tax_amount: model.bigNumber(),
      lines_fingerprint: model.text(),
      addresses_fingerprint: model.text(),
      /** The order's number that Klarna was last told without being asked to, or has refused. */
      told_ref_nr: model.text().nullable(),
      /** Fingerprint of the order's shipping address that Klarna was last told, or has refused. */
      told_address_fingerprint: model.text().nullable(),
      authorized_amount: model.bigNumber().default(0),
      captured_amount: model.bigNumber().default(0),
      refunded_amount: model.bigNumber().default(0),
      released_amount: model.bigNumber().default(0),
      /** Klarna's token from the widget; gone once the order is created, or after 60 minutes. */
      authorization_token: model.text().nullable(),
      authorization_token_at: model.dateTime().nullable(),
      redirect_url: model.text().nullable(),
      /** When Klarna's authorization lapses. */
      expires_at: model.dateTime().nullable(),
      /** The last refusal, for the storefront; see `GET /store/paygate-klarna/payment-sessions/:id`. */
      error_code: model.text().nullable(),
      /** Opaque part of the address of the page that leads to Klarna's hosted one. */
      page_token: model.text().unique().nullable(),
      /** Where the storefront wants the shopper back. */
      return_url: model.text().nullable(),
      /** What the hosted page was opened over, for each time it was: a shopper may come back and find another cart. */
      visits: model.json().nullable(),
      /** Since when Medusa has given the payment up for a change of the order, and the authorization is to be carried over. */
      kept_at: model.dateTime().nullable(),
      /** Since when Medusa cancels the payment for good; interrupted, that is ended there once all is released. */
      cancel_asked_at: model.dateTime().nullable(),
      /** Since when what is left is to be released; gone once it is. */
      release_due_at: model.dateTime().nullable(),
      /** When the books are next compared with Paygate and Medusa; never, for what is over. */
      next_check_at: model.dateTime().nullable(),
      /** How often they were since anything happened. */
      checks: model.number().default(0),
      /** How many checks in a row have left something to be tried again. */
      failed_checks: model.number().default(0),
      /** What was refused for good without anybody having asked for it just now: since when (ISO 8601), by the operation's kind. */
      failed_steps: model.json().nullable(),
      /** What no check could put right: both sides' sums, in minor units. */
      divergence: model.json().nullable(),
      /** Since when, without a check in between that found the sums equal. */
      diverged_at: model.dateTime().nullable(),
      /** When the merchant was told that the authorization is about to lapse, and that it has. */
      expiry_warned_at: model.dateTime().nullable(),
      expired_at: model.dateTime().nullable(),
      operations: model.hasMany(() => PaygateOperation, { mappedBy: "payment" }),
      carry_overs: model.hasMany(() => PaygateCarryOver, { mappedBy: "payment" }),
    },
  )
  .indexes([
    { on: ["pay_id"] },
    { on: ["next_check_at"], where: "next_check_at is not null" },
    { on: ["authorization_token_at"], where: "authorization_token is not null" },
    {
      name: "IDX_paygate_klarna_payment_expiring",
      on: ["expires_at"],
      where: "state = 'authorized' and authorized_amount > captured_amount + released_amount",
    },
    { on: ["release_due_at"], where: "release_due_at is not null" },
    { on: ["diverged_at"], where: "diverged_at is not null" },
    { name: "IDX_paygate_klarna_payment_failed_steps", on: ["updated_at"], where: "failed_steps is not null" },
  ])
