import { setTimeout as wait } from "node:timers/promises"

/** Waits for what an event's handler brings about; throws when it does not. */
export async function until<Value>(read: () => Value | Promise<Value>, what: string): Promise<NonNullable<Value>> {
  for (const limit = Date.now() + 5_000; Date.now() < limit; await wait(50)) {
    const value = await read()
    if (value) {
      return value
    }
  }
  throw new Error(`There is still no ${what}`)
}
