import { setTimeout as wait } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { refusal } from "../refusals"
import { createPlaces, type InPlace } from "./places"

/** How long somebody else may take with the same order, or with those before it; the next check tries again. */
const PATIENCE_MS = 60_000
const PAUSE_MS = 50

/**
 * What one order needs of the store's connections at most: one for itself, one for the payment's lock if the store locks
 * by its database, one for what it reads and writes, and one for Medusa's lock of the order.
 */
const CONNECTIONS = 4

const places = new WeakMap<Knex, InPlace>()

/** All connections taken by those who need one more, and nobody could go on. */
function placesIn(database: Knex): InPlace {
  const { pool } = database.client as { pool: { max: number } }
  const known = places.get(database) ?? createPlaces(Math.max(1, Math.floor(pool.max / CONNECTIONS)))
  places.set(database, known)
  return known
}

/**
 * Works on an order while nobody else does, in whatever process and with whatever locking provider: the database's own
 * lock is taken. Nobody waits with a connection in hand. Throws `operation_in_progress` when the turn does not come.
 */
export async function withOrder<Result>(
  container: MedusaContainer,
  orderId: string,
  work: () => Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<Result> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const inPlace = placesIn(database)
  for (let end = Date.now() + patienceMs; Date.now() < end; await wait(PAUSE_MS)) {
    const done = await inPlace(() => ifFree(database, `paygate-klarna:${orderId}`, work), end - Date.now())
    if (done) {
      return done.result
    }
  }
  throw refusal("operation_in_progress")
}

async function ifFree<Result>(
  database: Knex,
  key: string,
  work: () => Promise<Result>,
): Promise<{ result: Result } | undefined> {
  return database.transaction(async (transaction) => {
    const { rows } = await transaction.raw<{ rows: { taken: boolean }[] }>(
      "select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as taken",
      [key],
    )
    return rows[0]?.taken ? { result: await work() } : undefined
  })
}
