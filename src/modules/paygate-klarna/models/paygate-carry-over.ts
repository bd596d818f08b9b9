import { model } from "@medusajs/framework/utils"
import { PaygatePayment } from "./paygate-payment"

/**
 * An authorization that goes on after a change of its order: Medusa gives the payment up and opens a new collection,
 * on which a session of this Paygate payment takes its place. One for each collection, whatever process is first.
 */
export const PaygateCarryOver = model.define(
  { name: "PaygateCarryOver", tableName: "paygate_klarna_carry_over" },
  {
    id: model.id({ prefix: "pgkco" }).primaryKey(),
    payment: model.belongsTo(() => PaygatePayment, { mappedBy: "carry_overs" }),
    payment_collection_id: model.text().unique(),
    /** Medusa's session on that collection, once there is one. */
    payment_session_id: model.text().unique().nullable(),
    /** What goes on, in minor units: the open amount, or what is left of the authorization where that is less. */
    minor_amount: model.bigNumber(),
  },
)
