import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"

/** Runs a statement of our own, within the transaction if there is one. */
export async function execute<Row>(
  sql: string,
  values: unknown[],
  { transactionManager, manager }: Context<EntityManager>,
): Promise<Row[]> {
  const active = transactionManager ?? manager
  return (await active?.execute<Row[]>(sql, values, "all", transactionManager?.getTransactionContext())) ?? []
}

/** As many question marks as there are values, for a list in a statement. */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => "?").join(", ")
}
