import type { ShopFacts } from "../shop/seed/facts"

/** What a store process tells the test that started it. */
export type FromStore =
  | { type: "ready"; facts: ShopFacts }
  /** A request has come to the point named in its header, and stays there. */
  | { type: "stopped"; request: string }
  | { type: "ran"; error?: string }

/** What the test asks of it: to run a workflow, as the job that runs every minute does. */
export type ToStore = { type: "run"; workflow: string }

/** Header of a request that is to stop at a point: `request id; point`. */
export const STOP_HEADER = "x-stop-at"
