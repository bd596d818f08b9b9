import { ARTICLE_LIST_LIMIT, type OrderLine } from "../../paygate/article-list"
import { encodeBase64Json } from "../../paygate/base64-json"
import { labelsFor } from "./labels"
import { mergeAll, mergeSmallest } from "./merge"
import { SHRINKING } from "./shrink"

/** Klarna's limit of lines in one order (protocol facts, section 9). */
const MAX_LINES = 1000

/**
 * Shortens a list until its Base64 has at most `limit` characters. Optional fields go first, in the order of
 * `SHRINKING`; then the smallest lines are merged by type and tax rate, no more of them than needed; then by tax rate
 * alone; at last everything becomes one line sold, one taken off and one of tax. The sums of totals and taxes stay.
 *
 * @param language names the tax line, should there be one
 */
export function fitToLimit(
  lines: readonly OrderLine[],
  limit: number = ARTICLE_LIST_LIMIT,
  language: string = "EN",
): OrderLine[] {
  const fits = (candidate: readonly OrderLine[]) =>
    candidate.length <= MAX_LINES && encodeBase64Json({ order_lines: candidate }).length <= limit

  let shrunk = [...lines]
  for (const shrink of SHRINKING) {
    if (fits(shrunk)) {
      return shrunk
    }
    shrunk = shrunk.map(shrink)
  }
  if (fits(shrunk)) {
    return shrunk
  }
  return (
    mergeFewest(shrunk, fits) ??
    mergeFewest(shrunk.map(withPlainType), fits) ??
    mergeAll(shrunk, labelsFor(language).tax)
  )
}

/** Leaves of the types only what is sold, taken off, or tax, so that fewer lines differ in type. */
function withPlainType(line: OrderLine): OrderLine {
  return line.type === "sales_tax" ? line : { ...line, type: line.total_amount < 0 ? "discount" : "physical" }
}

/** Merges as few lines as will fit; `undefined` when not even merging all by type and rate does. */
function mergeFewest(
  lines: readonly OrderLine[],
  fits: (candidate: readonly OrderLine[]) => boolean,
): OrderLine[] | undefined {
  const merged = (count: number) => {
    const candidate = mergeSmallest(lines, count)
    return candidate && fits(candidate) ? candidate : undefined
  }
  let best = merged(lines.length)
  let [low, high] = [2, lines.length]
  while (best && low < high) {
    const middle = Math.floor((low + high) / 2)
    const candidate = merged(middle)
    if (candidate) {
      best = candidate
      high = middle
    } else {
      low = middle + 1
    }
  }
  return best
}
