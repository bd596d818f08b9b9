/** What came of asking whether anybody is there. */
export type Ping = { isReached: true; durationMs: number } | { isReached: false; reason: string }

/** Asks a host for its first page: any HTTP answer counts. */
export async function ping(baseUrl: string, timeoutMs: number): Promise<Ping> {
  const startedAt = performance.now()
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(baseUrl, { method: "HEAD", redirect: "manual", signal })
    await answer.body?.cancel()
    return { isReached: true, durationMs: Math.round(performance.now() - startedAt) }
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    return { isReached: false, reason: signal.aborted ? "timeout" : (cause?.code ?? (error as Error).name) }
  }
}
