import { setTimeout as wait } from "node:timers/promises"
import type { ShopSuite } from "../../shop/suite"
import { letTimePass, runJob } from "../jobs"
import type { Scene } from "../scene"
import { FAULTS, SLOW_MS } from "./faults"
import type { Story } from "./operations"
import { askAgain, expectSettled, isLeftToJob, meetFault, type Combination } from "./play"

/** How many combinations are played at once: much of their time is waiting. */
const AT_ONCE = 4

/** Longer than Paygate can be at a call. */
const PROCESSING_MINUTES = 10

/** Longer than Klarna takes an authorization token: an order that is not there by then never will be. */
const TOKEN_MINUTES = 61

/** Every fault, met by one who asks again and by one who does not. */
const CIRCUMSTANCES = FAULTS.flatMap((fault) => [true, false].map((isRetried) => ({ fault, isRetried })))

async function severalAtOnce<One>(ones: One[], work: (one: One, index: number) => Promise<void>): Promise<void> {
  const waiting = [...ones.entries()]
  const next = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      await work(entry[1], entry[0])
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

interface Played {
  /** How many combinations ended well. */
  count: number
  failures: { combination: Combination; message: string }[]
}

/** Plays a story in all circumstances, operation by operation; what has failed is left out from there on. */
export async function playStory(
  suite: ShopSuite,
  scene: Scene,
  { begin, operations: [first, ...others] }: Story,
): Promise<Played> {
  const failures: Played["failures"] = []
  let count = 0
  const play = async (combinations: Combination[]): Promise<Combination[]> => {
    const failed = new Set<Combination>()
    const forEach = (work: (combination: Combination) => Promise<void>) =>
      severalAtOnce(
        combinations.filter((combination) => !failed.has(combination)),
        (combination) =>
          work(combination).catch(({ message }: Error) => {
            failed.add(combination)
            failures.push({ combination, message })
          }),
      )
    await forEach(async (combination) => {
      await meetFault(scene, combination)
      if (combination.isRetried) {
        await askAgain(scene, combination)
      }
      if (!isLeftToJob(combination)) {
        await expectSettled(suite, scene, combination)
      }
    })
    const left = combinations.filter(isLeftToJob)
    await settleByJob(suite, left)
    await forEach((combination) =>
      left.includes(combination) ? expectSettled(suite, scene, combination) : Promise.resolve(),
    )
    const ended = combinations.filter((combination) => !failed.has(combination))
    count += ended.length
    return ended
  }
  let combinations: Combination[] = []
  await severalAtOnce(CIRCUMSTANCES, async (circumstances, number) => {
    combinations.push({ ...circumstances, operation: first, subject: await begin(scene, number) })
  })
  combinations = await play(combinations)
  for (const operation of others) {
    combinations = await play(combinations.map((combination) => ({ ...combination, operation })))
  }
  return { count, failures }
}

/** Nobody asks again: time passes, and the job comes. Before, when Paygate may still be at it, it must do no harm. */
async function settleByJob(suite: ShopSuite, combinations: Combination[]): Promise<void> {
  const sessionsOf = (ones: Combination[]) => ones.map(({ subject }) => subject.sessionId)
  await letTimePass(suite, 0, sessionsOf(combinations.filter(({ fault }) => fault.behaviour.kind === "slow")))
  await runJob(suite)
  await wait(SLOW_MS)
  await letTimePass(suite, PROCESSING_MINUTES, sessionsOf(combinations))
  await runJob(suite)
  const undecided = combinations.filter(
    ({ operation, fault }) => operation.call === "createOrder" && !fault.isCarriedOut,
  )
  if (undecided.length > 0) {
    await letTimePass(suite, TOKEN_MINUTES, sessionsOf(undecided))
    await runJob(suite)
  }
}
