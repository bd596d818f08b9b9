/**
 * Random sequences of what merchants, networks and time do to a payment, through HTTP in the whole store: checkout,
 * admin API, order edits, cancellation. FAST_CHECK_SEED=… plays the sequences of an earlier run again; see play.ts.
 */
import { inShop, withShopOptions } from "../shop/suite"
import { TIMEOUT_MS } from "./commands"
import { createHttpTrials } from "./http-trial"
import { play } from "./play"

withShopOptions({ timeout_ms: TIMEOUT_MS })

/** Making a sequence that fails smaller takes a while. */
const PATIENCE_MS = 900_000

/** Overridden to look for more. */
const RUNS = Number(process.env["FAST_CHECK_RUNS"] ?? 40)

inShop((suite) => {
  it(
    "moves money exactly once in the whole store, whatever happens in between",
    async () => {
      await play({ name: "Whole store", runs: RUNS, lanes: 2, seed: 38784034, open: await createHttpTrials(suite) })
    },
    PATIENCE_MS,
  )
})
