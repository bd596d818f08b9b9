import { randomUUID } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import type { Simulator } from "../../src/simulator"
import { HttpError } from "../clients/http"
import type { Actors } from "./actors"
import type { Operation } from "./operations/operation"
import type { StoreProcess } from "./start-store"

/** Where a call is left while it is at Paygate. */
const AT_PAYGATE = {
  "while Paygate keeps its answer back": { kind: "slow", ms: 60_000 },
  "while Paygate is still to carry it out": { kind: "slow", ms: 8_000, before_processing: true },
} as const

/** One operation, left half done by the process it runs in. */
export interface Interruption {
  name: string
  /** Whether Paygate goes on by itself after a while, so that the process has to die soon. */
  isUrgent: boolean
  prepare: (actors: Actors) => Promise<void>
  /** Begins it and comes back when it stands still; throws when it comes to its end instead. */
  begin: (actors: Actors, store: StoreProcess) => Promise<void>
  /** Whether Paygate has gone on with it. */
  isOver: (paygate: Simulator) => boolean
  /** Asks for the same again, if it is to be asked for at once; refusals are fine. */
  repeat: (actors: Actors) => Promise<void>
  expectSettled: (actors: Actors) => Promise<void>
  goOn: (actors: Actors) => Promise<void>
}

/** An event's handlers may go on after the answer. */
const AFTER_ANSWER_MS = 3_000

/** Waits for something that happens while a request is being answered, or soon after. */
async function before(end: Promise<unknown>, holds: () => boolean): Promise<void> {
  let outcome = "still running"
  let limit = Date.now() + 20_000
  const note = (how: string) => {
    outcome = how
    limit = Date.now() + AFTER_ANSWER_MS
  }
  end.then(
    () => note("done"),
    (error: unknown) => note(String(error)),
  )
  for (; !holds(); await wait(20)) {
    if (Date.now() > limit) {
      throw new Error(`It never came to this point: ${outcome}`)
    }
  }
}

export function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && error.status < 500
}

/** All the ways in which an operation can be left; `attempts` of 2 has it asked for again before anything is settled. */
export function interruptionsOf<Subject>(operation: Operation<Subject>, attempts: 1 | 2 = 1): Interruption[] {
  const { call, api, points, sessionIdOf } = operation
  type Begin = (subject: Subject, actors: Actors, store: StoreProcess) => Promise<void>

  function interruption(moment: string, isUrgent: boolean, begin: Begin): Interruption {
    let subject: Subject
    return {
      name: `${operation.name}${attempts === 2 ? ", asked for again at once" : ""}: ${moment}`,
      isUrgent,
      async prepare(actors) {
        subject = await operation.prepare(actors)
      },
      begin: (actors, store) => begin(subject, actors, store),
      isOver: (paygate) =>
        paygate.requests({ call, trans_id: sessionIdOf?.(subject) }).every(({ status }) => status !== undefined),
      async repeat(actors) {
        if (attempts === 2) {
          await operation.run(subject, actors[api](), 2).catch((error: unknown) => {
            if (!isRefusal(error)) {
              throw error
            }
          })
        }
      },
      expectSettled: (actors) => operation.expectSettled(subject, actors, attempts),
      goOn: (actors) => operation.goOn(subject, actors),
    }
  }

  // What comes after the books is the same, however often it was asked for.
  const chosen = attempts === 1 ? points : points.filter((point) => point.includes(" books."))
  const atPoints = chosen.map((point) =>
    interruption(point, false, (subject, actors, store) => {
      const request = randomUUID()
      return before(operation.run(subject, actors[api]({ request, point }), 1), () => store.stopped.has(request))
    }),
  )
  // An inquiry moves nothing, and before there is a session nobody is told apart.
  if (!sessionIdOf || call === "inquire") {
    return atPoints
  }
  const moments = Object.entries(AT_PAYGATE).filter(
    ([, behaviour]) => attempts === 1 || "before_processing" in behaviour,
  )
  const atPaygate = moments.map(([moment, behaviour]) =>
    interruption(moment, "before_processing" in behaviour, (subject, { paygate, ...actors }) => {
      const trans_id = sessionIdOf(subject)
      paygate.addScenario({ call, match: { trans_id }, behaviour })
      const isThere = () => paygate.requests({ call, trans_id }).some(({ scenario }) => scenario === "slow")
      return before(operation.run(subject, actors[api](), 1), isThere)
    }),
  )
  return [...atPoints, ...atPaygate]
}
