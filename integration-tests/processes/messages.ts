import type { ShopFacts } from "../shop/seed/facts"

/** What a store process tells the test that started it. */
export type FromStore =
  | { type: "ready"; facts: ShopFacts }
  /** A request has come to the point named in its header, and stays there. */
  | { type: "stopped"; request: string }
  | { type: "reconciled"; error?: string }

/** What the test asks of it. */
export type ToStore = { type: "reconcile" }

/** Header of a request that is to stop at a point: `request id; point`. */
export const STOP_HEADER = "x-stop-at"
