import { model } from "@medusajs/framework/utils"

/**
 * What Paygate reported, or a shopper's browser brought back from it, once verified: kept before it is answered, so that
 * no crash loses it. Holds ids and the outcome, no personal data; Klarna's token only until it is processed.
 */
export const PaygateNotification = model
  .define(
    { name: "PaygateNotification", tableName: "paygate_klarna_notification" },
    {
      id: model.id({ prefix: "pgknot" }).primaryKey(),
      provider_id: model.text(),
      /** In the books. */
      payment_id: model.text(),
      /** Of the encrypted content: the same notification is kept once, however often it comes. */
      digest: model.text().unique(),
      trans_id: model.text(),
      pay_id: model.text().nullable(),
      xid: model.text().nullable(),
      status: model.text(),
      code: model.text(),
      /** Whether it carried a MAC; one without is a hint to ask Paygate, no more. */
      is_signed: model.boolean(),
      authorization_token: model.text().nullable(),
      attempts: model.number().default(0),
      /** When it is next to be processed; never, once it has been. */
      next_attempt_at: model.dateTime().nullable(),
      processed_at: model.dateTime().nullable(),
    },
  )
  .indexes([{ on: ["payment_id"] }, { on: ["next_attempt_at"], where: "next_attempt_at is not null" }])
