/** Where the last page of a list begins; 0 where there is none. */
export function lastOffset({ count, limit }: { count: number; limit: number }): number {
  return Math.max(0, Math.ceil(count / limit) - 1) * limit
}
