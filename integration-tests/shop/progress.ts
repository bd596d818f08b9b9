export type Log = (line: string) => void

/** Runs one step of the start and says how long it took; `describe` turns its result into the line. */
export async function step<T>(log: Log, describe: string | ((result: T) => string), run: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  log(`✓ ${typeof describe === "string" ? describe : describe(result)} (${seconds} s)`)
  return result
}
