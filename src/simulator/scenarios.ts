import { z } from "zod"
import { CALLS } from "../paygate"
import type { CallName } from "./calls"

const processed = z.boolean().default(false)
const code = z.string().regex(/^[24][0-9A-Z]{7}$/)

/** What can go wrong on demand. */
const behaviour = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("slow"),
    ms: z.int().min(0).max(600_000),
    /** Act only after the wait, so that an inquiry in between sees nothing yet. */
    before_processing: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("lose_before") }),
  z.strictObject({ kind: z.literal("lose_after") }),
  /** TCP's own reset, which comes at once and without an orderly end. */
  z.strictObject({ kind: z.literal("reset"), processed }),
  z.strictObject({ kind: z.literal("http_500"), processed }),
  z.strictObject({ kind: z.literal("garbage"), processed }),
  z.strictObject({ kind: z.literal("empty"), processed }),
  z.strictObject({ kind: z.literal("html"), processed }),
  z.strictObject({ kind: z.literal("plain_error"), code }),
  z.strictObject({ kind: z.literal("declined"), code: code.optional() }),
  z.strictObject({ kind: z.literal("pending") }),
])

export type Behaviour = z.output<typeof behaviour>

export const scenarioInput = z.strictObject({
  /** Name of a call; without it every call. */
  call: z.enum(Object.keys(CALLS) as [CallName, ...CallName[]]).optional(),
  match: z
    .strictObject({
      trans_id: z.string().optional(),
      pay_id: z.string().optional(),
      /** Minor units. */
      amount: z.int().optional(),
    })
    .optional(),
  /** How many calls it plays for. */
  times: z.int().min(1).default(1),
  behaviour,
})

/** What one asks for; defaults may be left out. */
export type ScenarioInput = z.input<typeof scenarioInput>
export type Scenario = z.output<typeof scenarioInput>

/** Scenarios that are still to play; the oldest that fits plays first. */
export class Scenarios {
  private waiting: Scenario[] = []

  add(scenario: Scenario): void {
    this.waiting.push({ ...scenario })
  }

  list(): readonly Scenario[] {
    return this.waiting.map((scenario) => ({ ...scenario }))
  }

  clear(): void {
    this.waiting = []
  }

  /** Takes the behaviour for this call, if any, and counts it as played. */
  take(call: CallName, parameters: Readonly<Record<string, string>>): Behaviour | undefined {
    const scenario = this.waiting.find((one) => fits(one, call, parameters))
    if (!scenario) {
      return undefined
    }
    scenario.times -= 1
    if (scenario.times === 0) {
      this.waiting = this.waiting.filter((one) => one !== scenario)
    }
    return scenario.behaviour
  }
}

function fits(scenario: Scenario, call: CallName, parameters: Readonly<Record<string, string>>): boolean {
  const { trans_id, pay_id, amount } = scenario.match ?? {}
  return (
    (scenario.call === undefined || scenario.call === call) &&
    (trans_id === undefined || trans_id === parameters["TransID"]) &&
    (pay_id === undefined || pay_id === parameters["PayID"]) &&
    (amount === undefined || amount === Number(parameters["Amount"]))
  )
}
