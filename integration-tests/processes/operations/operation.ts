import type { HttpClient } from "../../clients/http"
import type { CallName } from "../../../src/simulator/calls"
import type { Actors } from "../actors"

/** Something that a merchant or a shopper asks for, and that a killed process leaves half done. */
export interface Operation<Subject> {
  name: string
  /** Paygate's call in the middle of it. */
  call: CallName
  /** Where else it can be left, as stopping.ts names the points. */
  points: string[]
  api: "admin" | "storefront"
  /** The payment session it is about, where there is one by then. */
  sessionIdOf?: (subject: Subject) => string
  /** Makes what it is done to. */
  prepare: (actors: Actors) => Promise<Subject>
  /** Asks for it, for the first or the second time; `ask` is a client of the API it belongs to. */
  run: (subject: Subject, ask: HttpClient, attempt: 1 | 2) => Promise<unknown>
  /** Holds once the store has settled what was left open; `attempts` says how often it was asked for. */
  expectSettled: (subject: Subject, actors: Actors, attempts: number) => Promise<void>
  /** What is done next, and holds then. */
  goOn: (subject: Subject, actors: Actors) => Promise<void>
}

/** The points around a call: before and after its two entries in the books. */
export function aroundCall(kind: string): string[] {
  return ["begin", "settle"].flatMap((entry) => ["before", "after"].map((when) => `${when} books.${entry} ${kind}`))
}
