import { Client } from "@medusajs/framework/pg"
import type { Simulator } from "../../src/simulator"

/** A shop's database, and a connection of the test's own to it. */
export interface ShopDatabase {
  url: string
  sql: <Row = Record<string, unknown>>(statement: string, values?: unknown[]) => Promise<Row[]>
  close: () => Promise<void>
}

/** Creates a database on the server of `run-store-tests`, where each new one is a migrated and seeded shop. */
export async function createDatabase(name: string): Promise<ShopDatabase> {
  const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
  const urlOf = (database: string) => `postgres://${DB_USERNAME}:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/${database}`
  const server = new Client(urlOf("postgres"))
  await server.connect()
  await server.query(`create database ${name}`)
  await server.end()
  const client = new Client(urlOf(name))
  await client.connect()
  return {
    url: urlOf(name),
    sql: async <Row>(statement: string, values: unknown[] = []) =>
      (await client.query(statement, values)).rows as Row[],
    close: () => client.end(),
  }
}

/** What the plugin and Medusa's payment module tell the age of things by. */
const TABLES = [
  "capture",
  "refund",
  "paygate_klarna_payment",
  "paygate_klarna_operation",
  "paygate_klarna_carry_over",
  "paygate_klarna_notification",
]

/** Lets time pass for every payment, at Paygate, too. */
export async function age({ sql }: ShopDatabase, paygate: Simulator, minutes: number): Promise<void> {
  const columns = await sql<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
      where table_name = any($1) and data_type like 'timestamp%'`,
    [TABLES],
  )
  for (const table of TABLES) {
    const shifts = columns
      .filter(({ table_name }) => table_name === table)
      .map(({ column_name: column }) => `${column} = ${column} - interval '${minutes} minutes'`)
    if (shifts.length > 0) {
      await sql(`update ${table} set ${shifts.join(", ")}`)
    }
  }
  paygate.advanceClock(minutes * 60_000)
}
