import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { LedgerPayment } from "../../src/simulator"
import type { ShopSuite } from "../shop/suite"
import { fromDecimal, toMinor } from "./amounts"
import type { PaymentRow, Sight } from "./trial"

export type Sql = <Row>(statement: string, values: string[]) => Promise<Row[]>

/** SQL past the shop, on its own connections. */
export function sqlOf({ getContainer }: ShopSuite): Sql {
  const database = getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  return async <Row>(statement: string, values: string[]) => {
    const answer: { rows: Row[] } = await database.raw(statement, values)
    return answer.rows
  }
}

interface Seen {
  books: Record<"authorized" | "captured" | "refunded" | "released", number> &
    Record<"is_release_due" | "is_kept" | "has_diverged", boolean>
  open: string[] | null
  payments:
    | {
        id: string
        amount: string
        is_canceled: boolean
        is_captured: boolean
        captures: string[] | null
        refunds: string[] | null
      }[]
    | null
  order: { status: string; pending: string }
  unpaid: string[] | null
}

const rows = (table: string) =>
  `(select json_agg(r.raw_amount->>'value' order by r.created_at, r.id) from ${table} r
     where r.payment_id = p.id and r.deleted_at is null)`

/** Reads the rows themselves: what Medusa and the plugin say of them is what is to be tested. */
const STATEMENT = `
  with collections as (select c.* from order_payment_collection l join payment_collection c on c.id = l.payment_collection_id
    where l.order_id = ? and l.deleted_at is null and c.deleted_at is null)
  select
    (select json_build_object('authorized', authorized_amount, 'captured', captured_amount, 'refunded', refunded_amount,
       'released', released_amount, 'is_release_due', release_due_at is not null, 'is_kept', kept_at is not null,
       'has_diverged', divergence is not null)
     from paygate_klarna_payment where payment_session_id = ?) as books,
    (select json_agg(o.kind) from paygate_klarna_operation o join paygate_klarna_payment b on b.id = o.payment_id
     where b.payment_session_id = ? and o.state in ('started', 'unknown')) as open,
    (select json_agg(json_build_object('id', p.id, 'amount', p.raw_amount->>'value', 'is_canceled', p.canceled_at is not null,
       'is_captured', p.captured_at is not null, 'captures', ${rows("capture")}, 'refunds', ${rows("refund")})
       order by p.created_at)
     from payment p join collections c on c.id = p.payment_collection_id where p.deleted_at is null) as payments,
    (select json_build_object('status', o.status, 'pending', (select s.totals->>'pending_difference' from order_summary s
       where s.order_id = o.id and s.deleted_at is null order by s.version desc limit 1))
     from "order" o where o.id = ?) as order,
    (select json_agg(c.raw_amount->>'value') from collections c where c.status in ('not_paid', 'awaiting')
       and not exists (select from payment p where p.payment_collection_id = c.id and p.deleted_at is null)) as unpaid`

/** The three sides of a purchase as they are now. */
export async function look(
  sql: Sql,
  paygate: LedgerPayment,
  { orderId, transId }: { orderId: string; transId: string },
): Promise<Sight> {
  const [seen] = await sql<Seen>(STATEMENT, [orderId, transId, transId, orderId])
  if (!seen) {
    throw new Error("the database answered nothing")
  }
  const { is_release_due, is_kept, has_diverged, ...sums } = seen.books
  return {
    paygate,
    books: { ...sums, open: seen.open ?? [], isReleaseDue: is_release_due, isKept: is_kept, hasDiverged: has_diverged },
    payments: (seen.payments ?? []).map(({ id, amount, captures, refunds, is_canceled, is_captured }) => ({
      id,
      amount: fromDecimal(amount),
      captures: (captures ?? []).map(fromDecimal),
      refunds: (refunds ?? []).map(fromDecimal),
      isCanceled: is_canceled,
      isCaptured: is_captured,
    })),
    order: {
      isCanceled: seen.order.status === "canceled",
      due: toMinor(Math.max(0, fromDecimal(seen.order.pending))),
      unpaid: (seen.unpaid ?? []).reduce((total, amount) => total + toMinor(fromDecimal(amount)), 0),
    },
  }
}

/** What of a payment Medusa would still capture, in units. */
export function openUnits({ amount, captures, isCanceled, isCaptured }: PaymentRow): number {
  return isCanceled || isCaptured ? 0 : captures.reduce((rest, captured) => rest - captured, amount)
}
