import { setTimeout as wait } from "node:timers/promises"

/** Waits until `check` no longer throws: what follows an event happens a moment later. Throws its last error. */
export async function eventually<Result>(check: () => Result | Promise<Result>, patienceMs = 10_000): Promise<Result> {
  const end = Date.now() + patienceMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > end) {
        throw error
      }
      await wait(50)
    }
  }
}
