import fc from "fast-check"
import type { ScenarioInput } from "../../src/simulator/scenarios"
import { fromMinor } from "./amounts"
import {
  cancelOrder,
  capture,
  changeOrder,
  disturb,
  letTimePass,
  reconcile,
  refund,
  retry,
  SLOW_MS,
  type Amount,
  type Command,
} from "./commands"

const EQUAL_PARTS = [fromMinor(1000), fromMinor(1)]

const amounts: fc.Arbitrary<Amount> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Amount>({ kind: "all" }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 99 }).map((percent): Amount => ({ kind: "share", percent })) },
  { weight: 3, arbitrary: fc.constantFrom(...EQUAL_PARTS).map((units): Amount => ({ kind: "exact", units })) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 8000 }).map((cents): Amount => ({ kind: "exact", units: fromMinor(cents) })),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 300_000 }).map((units): Amount => ({ kind: "exact", units })) },
)

const faults: fc.Arbitrary<Omit<ScenarioInput, "match" | "times">> = fc.record(
  {
    call: fc.constantFrom("capture", "credit", "reverse", "updateOrder", "inquire"),
    behaviour: fc.oneof(
      fc.constantFrom(
        { kind: "lose_before" } as const,
        { kind: "lose_after" } as const,
        { kind: "declined" } as const,
        { kind: "slow", ms: 50 } as const,
        { kind: "slow", ms: SLOW_MS } as const,
        { kind: "slow", ms: SLOW_MS, before_processing: true } as const,
      ),
      fc.record({ kind: fc.constantFrom("http_500" as const, "garbage" as const), processed: fc.boolean() }),
    ),
  },
  { requiredKeys: ["behaviour"] },
)

const weighted = (arbitrary: fc.Arbitrary<Command>, weight: number) =>
  Array<fc.Arbitrary<Command>>(weight).fill(arbitrary)

/** Sequences of up to six commands, in the proportions that make them meet. */
export function sequences(replayPath: string | undefined) {
  return fc.commands(
    [
      ...weighted(amounts.map(capture), 5),
      ...weighted(amounts.map(refund), 3),
      ...weighted(faults.map(disturb), 5),
      ...weighted(fc.constant(retry()), 2),
      ...weighted(fc.integer({ min: 1, max: 5 }).map(changeOrder), 2),
      ...weighted(fc.constant(cancelOrder()), 1),
      ...weighted(fc.constant(reconcile()), 1),
      ...weighted(fc.constant(letTimePass()), 1),
    ],
    { maxCommands: 6, size: "max", ...(replayPath ? { replayPath } : {}) },
  )
}
