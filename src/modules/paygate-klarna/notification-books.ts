import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { generateEntityId, InjectManager, MedusaContext } from "@medusajs/framework/utils"
import { EndedCallBooks } from "./ended-call-books"
import { execute } from "./execute"
import type { PaygateNotificationRecord } from "./records"

/** A verified notification. */
export interface NotificationDraft {
  providerId: string
  paymentId: string
  digest: string
  transId: string
  payId?: string | undefined
  xid?: string | undefined
  status: string
  code: string
  isSigned: boolean
  authorizationToken?: string | undefined
}

/** How long processing may take before another process may take it up; and the wait before the next attempt. */
const LEASE_MINUTES = 2

/** The part of the books about what Paygate reports. */
export class NotificationBooks extends EndedCallBooks {
  /** Keeps a notification, once. Answers its id, whether it is new or came before. */
  @InjectManager()
  async keepNotification(
    draft: NotificationDraft,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<{ id: string; isNew: boolean }> {
    const [kept] = await execute<{ id: string }>(
      `insert into paygate_klarna_notification
          (id, provider_id, payment_id, digest, trans_id, pay_id, xid, status, code, is_signed, authorization_token, next_attempt_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())
        on conflict (digest) where deleted_at is null do nothing returning id`,
      [
        generateEntityId(undefined, "pgknot"),
        draft.providerId,
        draft.paymentId,
        draft.digest,
        draft.transId,
        draft.payId ?? null,
        draft.xid ?? null,
        draft.status,
        draft.code,
        draft.isSigned,
        draft.authorizationToken ?? null,
      ],
      context,
    )
    if (kept) {
      return { id: kept.id, isNew: true }
    }
    const [known] = await this.listPaygateNotifications({ digest: draft.digest }, { take: 1 }, context)
    return { id: known?.id ?? "", isNew: false }
  }

  /** Takes notifications on that wait to be processed, one that is named or the oldest; no other process takes them meanwhile. */
  @InjectManager()
  async claimNotifications(
    { id, limit = 1 }: { id?: string; limit?: number },
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<PaygateNotificationRecord[]> {
    const claimed = await execute<{ id: string }>(
      `update paygate_klarna_notification
          set next_attempt_at = now() + interval '${LEASE_MINUTES} minutes' * power(2, least(attempts, 8)), attempts = attempts + 1
        where id in (select id from paygate_klarna_notification
          where next_attempt_at <= now() and deleted_at is null and (?::text is null or id = ?)
          order by created_at limit ? for update skip locked)
        returning id`,
      [id ?? null, id ?? null, limit],
      context,
    )
    return claimed.length === 0
      ? []
      : this.listPaygateNotifications({ id: claimed.map((one) => one.id) }, { order: { created_at: "ASC" } }, context)
  }

  /** A notification has been acted upon; its token is in the payment, or of no use. */
  @InjectManager()
  async finishNotification(id: string, @MedusaContext() context: Context<EntityManager> = {}): Promise<void> {
    await execute(
      `update paygate_klarna_notification
          set processed_at = now(), next_attempt_at = null, authorization_token = null, updated_at = now()
        where id = ? returning id`,
      [id],
      context,
    )
  }
}
