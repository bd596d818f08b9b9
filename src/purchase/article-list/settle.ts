/** A number to be rounded: how it would ideally be, and the integers it may become. */
export interface Share {
  ideal: number
  low: number
  high: number
}

/**
 * Rounds every share to an integer within its bounds such that the sum is `target`: each share alone first, then one
 * unit at a time is added (or taken) where the rounding was furthest off, the larger share first among equals.
 *
 * @returns the integers in the shares' order, and what the bounds left no room for (zero: they add up to `target`)
 */
export function settle(shares: readonly Share[], target: number): { values: number[]; rest: number } {
  const open = shares.map((share) => ({ ...share, value: clamp(Math.round(share.ideal), share.low, share.high) }))
  let rest = target - open.reduce((sum, { value }) => sum + value, 0)
  while (rest !== 0) {
    const step = Math.sign(rest)
    const movable = open
      .filter(({ value, low, high }) => value + step >= low && value + step <= high)
      .sort((a, b) => (offBy(b) - offBy(a)) * step || Math.abs(b.ideal) - Math.abs(a.ideal))
      .slice(0, Math.abs(rest))
    if (movable.length === 0) {
      break
    }
    movable.forEach((share) => (share.value += step))
    rest -= step * movable.length
  }
  return { values: open.map(({ value }) => value), rest }
}

/** Rounded, so that the noise of Medusa's divisions (20 digits) does not decide between equals. */
function offBy({ ideal, value }: { ideal: number; value: number }): number {
  return Math.round((ideal - value) * 1e6)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high) + 0
}
