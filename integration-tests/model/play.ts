import fc from "fast-check"
import { openAccount } from "./account"
import type { Command } from "./commands"
import { notes } from "./notes"
import { sequences } from "./sequences"
import { settleEverything } from "./settle"
import type { Trial } from "./trial"

interface Play {
  /** What is tested, for the printed line. */
  name: string
  runs: number
  /** Sequences at once. Each lane is a property of its own, so that what fails can still be made smaller. */
  lanes: number
  /** Unless FAST_CHECK_SEED says otherwise. */
  seed: number
  open: () => Promise<Trial>
}

/** From the shop's door to both sides in agreement. */
async function playOne(commands: Iterable<Command>, open: Play["open"]): Promise<void> {
  const account = openAccount()
  const trial = await open()
  await fc.asyncModelRun(() => ({ model: account, real: trial }), commands)
  await settleEverything(account, trial)
}

/**
 * Plays random sequences and prints the seed, also when all is well. The usual seed makes every run the same; to look for
 * more, set FAST_CHECK_SEED to another number, or to "random". Each lane has the seed of the lane before plus one.
 * What fails prints seed, path and the smallest sequence; FAST_CHECK_SEED, FAST_CHECK_PATH and FAST_CHECK_REPLAY (the
 * `replayPath` printed with the sequence) play it again, alone.
 */
export async function play({ name, runs, lanes, seed: usual, open }: Play): Promise<void> {
  const { FAST_CHECK_SEED, FAST_CHECK_PATH: path, FAST_CHECK_REPLAY: replayPath } = process.env
  const seed = FAST_CHECK_SEED === "random" ? Date.now() % 2 ** 31 : Number(FAST_CHECK_SEED ?? usual)
  const startedAt = performance.now()
  let failedLane: number | undefined
  const playLane = (lane: number) => {
    const property = fc.asyncProperty(sequences(replayPath), async (commands) => {
      // Once one has failed, the others only make the way to its smallest sequence longer.
      if (failedLane === undefined || failedLane === lane) {
        await playOne(commands, open).catch((error: unknown) => {
          failedLane ??= lane
          throw error
        })
      }
    })
    const numRuns = Math.floor(runs / lanes) + (lane < runs % lanes ? 1 : 0)
    return fc.assert(property, { seed: seed + lane, numRuns, ...(path ? { path, numRuns: 1 } : {}) })
  }
  const results = await Promise.allSettled(Array.from({ length: path ? 1 : lanes }, (_, lane) => playLane(lane)))
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stdout.write(`${name}: ${runs} sequences, FAST_CHECK_SEED=${seed}, ${seconds} s (${notes.read()})\n`)
  const failed = results[failedLane ?? 0]
  if (failed?.status === "rejected") {
    throw failed.reason
  }
}
