import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { execute } from "./execute"
import type { OperationKind } from "./kinds"
import type { PaymentChanges, UnsentStep } from "./records"
import { VisitBooks } from "./visit-books"

/** One thing about a payment that a person has to look at. */
export interface AttentionRow {
  payment_id: string
  kind:
    | "release_failed"
    | "outcome_unknown"
    | "capture_failed"
    | "change_refused"
    | "expiring"
    | "expired"
    | "pending_long"
    | "diverged"
  since: Date
  /** Of the operation it is about, in minor units; else of the payment. */
  minor_amount: number | null
}

export interface AttentionFilter {
  /** By provider id: authorizations that lapse before count as expiring. */
  warnBefore: Readonly<Record<string, Date>>
  limit: number
  offset: number
}

const LEFT = "p.state = 'authorized' and p.authorized_amount > p.captured_amount + p.released_amount"

/** Since when a change is refused that Klarna takes before the first capture only. */
const TOLD = ["update_order", "update_address", "update_reference"].map((kind) => `p.failed_steps->>'${kind}'`)

/**
 * Each kind in a statement of its own. A decision that Klarna takes its time with (code 6…) is no unknown outcome, until
 * it takes too long.
 */
const KINDS = `
  select p.id as payment_id, 'release_failed' as kind, p.release_due_at as since, null::numeric as minor_amount
    from paygate_klarna_payment p
    where p.release_due_at < now() - interval '2 minutes' and p.deleted_at is null
  union all
  select p.id, 'outcome_unknown', o.created_at, nullif(o.minor_amount, 0)
    from paygate_klarna_operation o join paygate_klarna_payment p on p.id = o.payment_id
    where o.state in ('started', 'unknown') and o.created_at < now() - interval '5 minutes' and o.deleted_at is null
      and not (p.state = 'pending' and coalesce(o.code, '') like '6%')
  union all
  select p.id, 'pending_long', o.created_at, o.minor_amount
    from paygate_klarna_operation o join paygate_klarna_payment p on p.id = o.payment_id
    where p.state = 'pending' and o.state in ('started', 'unknown') and coalesce(o.code, '') like '6%'
      and o.created_at < now() - interval '24 hours' and o.deleted_at is null
  union all
  select p.id, 'capture_failed', (p.failed_steps->>'capture')::timestamptz, null
    from paygate_klarna_payment p
    where p.failed_steps is not null and p.failed_steps->>'capture' is not null and ${LEFT} and p.deleted_at is null
  union all
  select p.id, 'change_refused', least(${TOLD.join(", ")})::timestamptz, null
    from paygate_klarna_payment p
    where p.failed_steps is not null and coalesce(${TOLD.join(", ")}) is not null
      and p.captured_amount = 0 and ${LEFT} and p.deleted_at is null
  union all
  select p.id, 'expired', coalesce(p.expired_at, p.expires_at), null
    from paygate_klarna_payment p
    where (p.expired_at is not null or p.expires_at <= now()) and ${LEFT} and p.deleted_at is null
  union all
  select p.id, 'expiring', p.expires_at, null
    from paygate_klarna_payment p join jsonb_each_text(?::jsonb) as warn on warn.key = p.provider_id
    where p.expired_at is null and p.expires_at > now() and p.expires_at <= warn.value::timestamptz
      and ${LEFT} and p.deleted_at is null
  union all
  select p.id, 'diverged', p.diverged_at, null
    from paygate_klarna_payment p
    where p.diverged_at is not null and p.deleted_at is null`

/** A row of the page beside the number of all; on a page past the end nothing but that number. */
type FoundRow = { count: string } & (
  { payment_id: null } | (Omit<AttentionRow, "minor_amount"> & { minor_amount: string | null })
)

/** The part of the books about what a person has to look at. */
export class AttentionBooks extends VisitBooks {
  /** Notes that a step which nobody asked for just now was refused for good: a person has to look at it. */
  @InjectManager()
  async noteFailedStep(
    paymentId: string,
    kind: OperationKind,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await this.noteFailedStep_(paymentId, kind, context)
  }

  @InjectTransactionManager()
  protected async noteFailedStep_(
    paymentId: string,
    kind: OperationKind,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await execute(
      `update paygate_klarna_payment
        set failed_steps = jsonb_build_object(?::text, ?::text) || coalesce(failed_steps, '{}'::jsonb)
        where id = ? returning id`,
      [kind, new Date().toISOString(), paymentId],
      context,
    )
  }

  /** The same for one that was refused before anything was sent: it gets its place among the operations all the same. */
  @InjectManager()
  async noteUnsentStep(
    paymentId: string,
    step: UnsentStep,
    changes: PaymentChanges = {},
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await this.noteUnsentStep_(paymentId, step, changes, context)
  }

  @InjectTransactionManager()
  protected async noteUnsentStep_(
    paymentId: string,
    step: UnsentStep,
    changes: PaymentChanges,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await this.bookUnsentStep_(paymentId, step, changes, context)
    await this.noteFailedStep_(paymentId, step.kind, context)
  }

  /** What was refused is done after all, or is not to be done any more. */
  @InjectManager()
  async endFailedStep(
    paymentId: string,
    kind: OperationKind,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<void> {
    await this.endFailedStep_(paymentId, kind, context)
  }

  /** Lists it, the longest waiting first, and counts all. */
  @InjectManager()
  async listAttention(
    { warnBefore, limit, offset }: AttentionFilter,
    @MedusaContext() context: Context<EntityManager> = {},
  ): Promise<{ rows: AttentionRow[]; count: number }> {
    const found = await execute<FoundRow>(
      `with found as materialized (${KINDS})
        select total.count, page.* from (select count(*) as count from found) as total
        left join (select * from found order by since, payment_id, kind limit ? offset ?) as page on true
        order by page.since, page.payment_id, page.kind`,
      [JSON.stringify(warnBefore), limit, offset],
      context,
    )
    const rows = found.flatMap(({ count: _, ...row }) =>
      row.payment_id === null
        ? []
        : [{ ...row, minor_amount: row.minor_amount === null ? null : Number(row.minor_amount) }],
    )
    return { rows, count: Number(found[0]?.count ?? 0) }
  }
}
