import type { ScenarioInput } from "../../../src/simulator"

/** How long the shop waits for an answer in these tests. */
export const TIMEOUT_MS = 1_500

/** Longer than that, so that the shop has given up by the time Paygate answers. */
export const SLOW_MS = 2_200

/** A way in which an answer does not arrive, or not in time. */
export interface Fault {
  name: string
  behaviour: ScenarioInput["behaviour"]
  /** Whether Paygate carries the call out all the same. */
  isCarriedOut: boolean
}

/** Whether Paygate was still connected when the shop gave up: then it may yet be at it. */
export function isSlow({ behaviour }: Fault): boolean {
  return behaviour.kind === "slow"
}

export const FAULTS: Fault[] = [
  { name: "lost on its way", behaviour: { kind: "lose_before" }, isCarriedOut: false },
  { name: "answer lost", behaviour: { kind: "lose_after" }, isCarriedOut: true },
  { name: "connection reset before", behaviour: { kind: "reset" }, isCarriedOut: false },
  { name: "connection reset after", behaviour: { kind: "reset", processed: true }, isCarriedOut: true },
  { name: "HTTP 500 before", behaviour: { kind: "http_500" }, isCarriedOut: false },
  { name: "HTTP 500 after", behaviour: { kind: "http_500", processed: true }, isCarriedOut: true },
  { name: "garbage before", behaviour: { kind: "garbage" }, isCarriedOut: false },
  { name: "garbage after", behaviour: { kind: "garbage", processed: true }, isCarriedOut: true },
  { name: "carried out, answered too late", behaviour: { kind: "slow", ms: SLOW_MS }, isCarriedOut: true },
  {
    name: "carried out too late",
    behaviour: { kind: "slow", ms: SLOW_MS, before_processing: true },
    isCarriedOut: true,
  },
]
