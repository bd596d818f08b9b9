/**
 * Random sequences of what merchants, networks and time do to a payment, on Medusa's own payment module with the
 * provider, the books and a real database. FAST_CHECK_SEED=… plays the sequences of an earlier run again; see play.ts.
 */
import { inShop, withShopOptions } from "../shop/suite"
import { TIMEOUT_MS } from "./commands"
import { createModuleTrials } from "./module-trial"
import { play } from "./play"

withShopOptions({ timeout_ms: TIMEOUT_MS })

/** Making a sequence that fails smaller takes a while. */
const PATIENCE_MS = 900_000

/** Overridden to look for more. */
const RUNS = Number(process.env["FAST_CHECK_RUNS"] ?? 500)

inShop((suite) => {
  it(
    "moves money exactly once on the payment module, whatever happens in between",
    async () => {
      await play({ name: "Payment module", runs: RUNS, lanes: 4, seed: 39201276, open: createModuleTrials(suite) })
    },
    PATIENCE_MS,
  )
})
