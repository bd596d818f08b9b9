import { setTimeout as wait } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { refusal } from "../refusals"
import { createPlaces } from "./places"

/** Seconds that somebody else may take with the same order; the next check tries again. */
const PATIENCE = 60
const PAUSE_MS = 250

/**
 * Whoever works on an order holds a connection, beside those that the work itself takes: of the ten that a store's pool
 * has by default, four. All of them, and nobody could go on.
 */
const inPlace = createPlaces(4)

/**
 * Works on an order while nobody else does, in whatever process: beside Medusa's lock, which may be one of this process
 * alone, the database's own is taken. Nobody waits with a connection in hand. Throws `operation_in_progress` when the
 * turn does not come.
 */
export async function withOrder<Result>(
  container: MedusaContainer,
  orderId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const key = `paygate-klarna:${orderId}`
  return container.resolve(Modules.LOCKING).execute([key], () => whileLocked(container, key, work), {
    timeout: PATIENCE,
  })
}

async function whileLocked<Result>(
  container: MedusaContainer,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  for (const end = Date.now() + PATIENCE * 1000; Date.now() < end; await wait(PAUSE_MS)) {
    const done = await inPlace(() =>
      database.transaction(async (transaction) => {
        const { rows } = await transaction.raw<{ rows: { taken: boolean }[] }>(
          "select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as taken",
          [key],
        )
        return rows[0]?.taken ? { result: await work() } : undefined
      }),
    )
    if (done) {
      return done.result
    }
  }
  throw refusal("operation_in_progress")
}
