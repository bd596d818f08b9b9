import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { generateEntityId, InjectManager, MedusaContext } from "@medusajs/framework/utils"
import { execute } from "./execute"
import { LEASE_MINUTES } from "./lease"
import { PrivacyBooks } from "./privacy-books"
import { rawAmount } from "./raw-amount"
import type { PaygateCarryOverRecord, PaygatePaymentRecord } from "./records"

/** The part of the books about authorizations that go on after a change of their order. */
export class CarryOverBooks extends PrivacyBooks {
  /** Notes that Medusa gave the payment up for a change of its order: what is authorized waits to be carried over. */
  @InjectManager()
  async keep(paymentId: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await execute(
      `update paygate_klarna_payment set kept_at = now(), next_check_at = now(), checks = 0, updated_at = now()
        where id = ? and state = 'authorized' returning id`,
      [paymentId],
      context,
    )
  }

  async findCarryOver(paymentCollectionId: string): Promise<PaygateCarryOverRecord | undefined> {
    const [carryOver] = await this.listPaygateCarryOvers({ payment_collection_id: paymentCollectionId }, { take: 1 })
    return carryOver
  }

  /**
   * Takes a carry-over to a collection on: nobody else does for a time, whatever process asks. Answers nothing when
   * somebody else has it.
   */
  @InjectManager()
  async carryOver(
    paymentId: string,
    { paymentCollectionId, minorAmount }: { paymentCollectionId: string; minorAmount: number },
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygateCarryOverRecord | undefined> {
    const [taken] = await execute<{ id: string }>(
      `insert into paygate_klarna_carry_over (id, payment_id, payment_collection_id, minor_amount, raw_minor_amount)
        values (?, ?, ?, ?, ?::jsonb)
        on conflict (payment_collection_id) where deleted_at is null
        do update set minor_amount = excluded.minor_amount, raw_minor_amount = excluded.raw_minor_amount, updated_at = now()
          where paygate_klarna_carry_over.payment_id = excluded.payment_id
            and paygate_klarna_carry_over.updated_at < now() - interval '${LEASE_MINUTES} minutes'
        returning id`,
      [generateEntityId(undefined, "pgkco"), paymentId, paymentCollectionId, minorAmount, rawAmount(minorAmount)],
      context,
    )
    return taken ? this.retrievePaygateCarryOver(taken.id, {}, context) : undefined
  }

  /** Lets a carry-over that failed be taken on again at once. */
  @InjectManager()
  async giveUpCarryOver(
    { id }: PaygateCarryOverRecord,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute("update paygate_klarna_carry_over set updated_at = 'epoch' where id = ? returning id", [id], context)
  }

  /** Ties a carry-over to Medusa's session, the first that comes; answers whether it is this one. */
  @InjectManager()
  async openCarriedOver(
    { id }: PaygateCarryOverRecord,
    paymentSessionId: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<boolean> {
    const opened = await execute(
      `update paygate_klarna_carry_over set payment_session_id = ?, updated_at = now()
        where id = ? and (payment_session_id is null or payment_session_id = ?) returning id`,
      [paymentSessionId, id, paymentSessionId],
      context,
    )
    return opened.length === 1
  }

  /** Gives a carry-over's session up, when Medusa has none of that id any more. */
  @InjectManager()
  async closeCarriedOver(
    { id, payment_session_id }: PaygateCarryOverRecord,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      "update paygate_klarna_carry_over set payment_session_id = null where id = ? and payment_session_id = ? returning id",
      [id, payment_session_id],
      context,
    )
  }

  /** The carry-over is done; a change that came meanwhile stays due. */
  @InjectManager()
  async settleKeep(
    { id, kept_at }: Pick<PaygatePaymentRecord, "id" | "kept_at">,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      `update paygate_klarna_payment set kept_at = null, updated_at = now()
        where id = ? and date_trunc('milliseconds', kept_at) <= ?::timestamptz returning id`,
      [id, kept_at],
      context,
    )
  }
}
