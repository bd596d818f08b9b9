/** Invalid requests a source may send in a minute before they are no longer logged one by one. */
const LIMIT = 20
const WINDOW_MS = 60_000
/** Sources remembered; the oldest goes first. */
const SOURCES = 10_000

interface Count {
  since: number
  invalid: number
}

/**
 * Counts invalid requests by source. Valid ones never count and are never turned away: behind a proxy many callers
 * share an address, and Paygate must not be locked out by somebody else.
 */
export class InvalidLimit {
  private readonly counts = new Map<string, Count>()

  /** Notes an invalid request, and answers whether the source has sent too many. */
  exceeds(source: string, now = Date.now()): boolean {
    const known = this.counts.get(source)
    const count = known && now - known.since < WINDOW_MS ? known : { since: now, invalid: 0 }
    count.invalid += 1
    this.counts.delete(source)
    this.counts.set(source, count)
    if (this.counts.size > SOURCES) {
      this.counts.delete(this.counts.keys().next().value ?? "")
    }
    return count.invalid > LIMIT
  }
}
