import { model } from "@medusajs/framework/utils"
import { OPERATION_KINDS, OPERATION_STATES } from "../kinds"
import { PaygatePayment } from "./paygate-payment"

/**
 * One call to Paygate that changes something, written before it is sent and settled after it. `started` and `unknown`
 * are open: the partial unique index lets a payment have one open operation at most, whatever process asks.
 */
export const PaygateOperation = model
  .define(
    { name: "PaygateOperation", tableName: "paygate_klarna_operation" },
    {
      id: model.id({ prefix: "pgkop" }).primaryKey(),
      payment: model.belongsTo(() => PaygatePayment, { mappedBy: "operations" }),
      kind: model.enum([...OPERATION_KINDS]),
      state: model.enum([...OPERATION_STATES]).default("started"),
      req_id: model.text().nullable(),
      /** In major units as Medusa gave it; what the rounding of the next part builds on. */
      amount: model.bigNumber(),
      /** In minor units as it went to Paygate. */
      minor_amount: model.bigNumber(),
      /** Id of Medusa's capture or refund that asked for it. */
      medusa_id: model.text().nullable(),
      /** Whether a capture also released what was left (`CompleteType=YES`). */
      completes: model.boolean().default(false),
      /** Which items of the order, and how many of each, a capture or credit was over; see `ItemQuantity`. */
      items: model.json().nullable(),
      /** For Medusa's refund; gone after `retention_days`. */
      note: model.text().nullable(),
      /** Who asked for it, for Medusa's capture or refund: the id of a user or of a secret API key. */
      created_by: model.text().nullable(),
      /** A keyed fingerprint of a merchant's request, by which a double click is known; gone after `retention_days`. */
      request_fingerprint: model.text().nullable(),
      /** Medusa's fulfillment that a capture was made for by itself. */
      fulfillment_id: model.text().nullable(),
      /** Since when a check records it in Medusa, where the attempt left no row. */
      adopting_at: model.dateTime().nullable(),
      /** Since when it is sent again under its ReqID, or may still be carried out after having been. */
      repeating_at: model.dateTime().nullable(),
      /** Since when a capture or credit is known to be done, while whoever had asked was told that this is open. */
      untold_at: model.dateTime().nullable(),
      code: model.text().nullable(),
      message: model.text().nullable(),
      xid: model.text().nullable(),
      invoice_nr: model.text().nullable(),
      duration_ms: model.number().nullable(),
      /** The request with everything masked that logs may not show; gone after `retention_days`. */
      request: model.json().nullable(),
    },
  )
  .indexes([
    {
      name: "IDX_paygate_klarna_operation_one_open",
      on: ["payment_id"],
      unique: true,
      where: "state in ('started', 'unknown') and deleted_at is null",
    },
    { on: ["medusa_id"], where: "medusa_id is not null" },
    {
      name: "IDX_paygate_klarna_operation_one_per_fulfillment",
      on: ["payment_id", "fulfillment_id"],
      unique: true,
      where: "fulfillment_id is not null and state <> 'failed' and deleted_at is null",
    },
  ])
