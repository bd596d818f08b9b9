/** What came of asking whether anybody is there. */
export type Ping =
  /** `skewMs`: by how much this machine's clock is ahead of the other's, to a second; without a stated time unknown. */
  { isReached: true; durationMs: number; skewMs: number | undefined } | { isReached: false; reason: string }

/** Asks a host for its first page: any HTTP answer counts. */
export async function ping(baseUrl: string, timeoutMs: number): Promise<Ping> {
  const startedAt = performance.now()
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(baseUrl, { method: "HEAD", redirect: "manual", signal })
    await answer.body?.cancel()
    const durationMs = Math.round(performance.now() - startedAt)
    return { isReached: true, durationMs, skewMs: skewOf(answer.headers.get("date")) }
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    return { isReached: false, reason: signal.aborted ? "timeout" : (cause?.code ?? (error as Error).name) }
  }
}

/** An answer states its time in whole seconds (RFC 9110, section 6.6.1). */
function skewOf(date: string | null): number | undefined {
  const stated = Date.parse(date ?? "")
  return Number.isNaN(stated) ? undefined : Date.now() - (stated + 500)
}
