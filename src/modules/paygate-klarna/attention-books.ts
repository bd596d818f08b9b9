import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { InjectManager, MedusaContext } from "@medusajs/framework/utils"
import { execute } from "./execute"
import { VisitBooks } from "./visit-books"

/** One thing about a payment that a person has to look at. */
export interface AttentionRow {
  payment_id: string
  kind: "release_failed" | "outcome_unknown" | "expiring" | "expired" | "pending_long" | "diverged"
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
