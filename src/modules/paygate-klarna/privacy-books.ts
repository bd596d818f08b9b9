import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, MedusaContext } from "@medusajs/framework/utils"
import { execute, placeholders } from "./execute"
import { AttentionBooks } from "./attention-books"

/** Leaves amounts, references and dates, for the accountant. */
const FORGOTTEN = `lines_fingerprint = '', addresses_fingerprint = '', told_address_fingerprint = null, redirect_url = null, return_url = null,
          page_token = null, visits = null, authorization_token = null, authorization_token_at = null, updated_at = now()`

const FORGOTTEN_OF_CALLS = "request = null, request_fingerprint = null, message = null, note = null, updated_at = now()"

/** The part of the books about what is not to be kept. */
export class PrivacyBooks extends AttentionBooks {
  /** Forgets authorization tokens taken in before `limit`: Klarna no longer accepts them. Answers how many. */
  @InjectManager()
  async forgetTokensFrom(limit: Date, @MedusaContext() context: Context<EntityManager> = {}): Promise<number> {
    // One statement, so that a token taken in meanwhile stays.
    const forgotten = await execute(
      `update paygate_klarna_payment set authorization_token = null, authorization_token_at = null, updated_at = now()
        where authorization_token is not null and authorization_token_at < ? returning id`,
      [limit],
      context,
    )
    await execute(
      `update paygate_klarna_notification set authorization_token = null, updated_at = now()
        where authorization_token is not null and created_at < ? returning id`,
      [limit],
      context,
    )
    return forgotten.length
  }

  /** Notes the shipping address that Klarna was given first, by its fingerprint, unless its customer was forgotten. */
  @InjectManager()
  async noteFirstAddress(
    paymentId: string,
    toldAddressFingerprint: string,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    // In one statement, since whoever read the payment may have done so before it was forgotten.
    await execute(
      `update paygate_klarna_payment set told_address_fingerprint = ?, updated_at = now()
        where id = ? and addresses_fingerprint <> '' returning id`,
      [toldAddressFingerprint, paymentId],
      context,
    )
  }

  /**
   * Forgets what was sent in calls that are over since before `limit`, what an ended payment was compared by, and the
   * notifications of then.
   */
  @InjectManager()
  async forgetDetailsFrom(
    providerId: string,
    limit: Date,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<number> {
    const operations = await execute(
      `update paygate_klarna_operation o set ${FORGOTTEN_OF_CALLS}
        from paygate_klarna_payment p where p.id = o.payment_id and p.provider_id = ?
          and o.state in ('succeeded', 'failed') and o.updated_at < ?
          and (o.request is not null or o.request_fingerprint is not null or o.message is not null or o.note is not null) returning o.id`,
      [providerId, limit],
      context,
    )
    await execute(
      `update paygate_klarna_payment set ${FORGOTTEN} where provider_id = ? and updated_at < ?
          and (lines_fingerprint <> '' or addresses_fingerprint <> '' or told_address_fingerprint is not null)
          and (state in ('failed', 'canceled') or authorized_amount = captured_amount + released_amount) and state <> 'open'
        returning id`,
      [providerId, limit],
      context,
    )
    await execute(
      "delete from paygate_klarna_notification where provider_id = ? and processed_at < ? returning id",
      [providerId, limit],
      context,
    )
    return operations.length
  }

  /** Forgets at once everything about payments that is not an amount, a reference or a date. */
  @InjectManager()
  async forgetPersonalData(
    paymentSessionIds: string[],
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<number> {
    if (paymentSessionIds.length === 0) {
      return 0
    }
    const forgotten = await execute<{ id: string }>(
      `update paygate_klarna_payment set ${FORGOTTEN} where payment_session_id in (${placeholders(paymentSessionIds)}) returning id`,
      paymentSessionIds,
      context,
    )
    const ids = forgotten.map(({ id }) => id)
    if (ids.length > 0) {
      await execute(
        `update paygate_klarna_operation set ${FORGOTTEN_OF_CALLS}
          where payment_id in (${placeholders(ids)}) returning id`,
        ids,
        context,
      )
    }
    return forgotten.length
  }
}
