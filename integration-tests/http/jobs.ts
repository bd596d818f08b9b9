import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { reconcileDuePaymentsWorkflow } from "../../src/workflows"
import type { ShopSuite } from "../shop/suite"

/** Runs SQL past the shop, the way time or another process would change it. */
export async function sql<Row = Record<string, unknown>>(
  { getContainer }: ShopSuite,
  statement: string,
  values: (string | number | null | string[])[] = [],
): Promise<Row[]> {
  const database = getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  return (await database.raw<{ rows: Row[] }>(statement, values as string[])).rows
}

/** Lets time pass for what the books have of these payment sessions, so that their next check is due. */
export async function letTimePass(suite: ShopSuite, minutes: number, sessionIds: string[]): Promise<void> {
  const payments = "select id from paygate_klarna_payment where payment_session_id = any(?)"
  await sql(
    suite,
    `update paygate_klarna_operation set created_at = created_at - interval '${minutes} minutes',
        repeating_at = repeating_at - interval '${minutes} minutes'
      where payment_id in (${payments})`,
    [sessionIds],
  )
  // By their times a capture that Medusa lost finds the payment it was made on.
  await sql(suite, `update payment set created_at = created_at - interval '${minutes} minutes'`)
  await sql(
    suite,
    `update paygate_klarna_payment set next_check_at = now() where next_check_at is not null and id in (${payments})`,
    [sessionIds],
  )
}

/** What the job does each minute, for all that is due. */
export async function runJob({ getContainer }: ShopSuite, limit = 1_000) {
  return (await reconcileDuePaymentsWorkflow(getContainer()).run({ input: { limit } })).result
}
