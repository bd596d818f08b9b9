import { startSimulator, type Simulator } from "../../src/simulator"
import { rememberCalls } from "../log/record"
import type { ShopEnvironment } from "./environment"
import { hasSecondAccount, secondMerchant } from "./second-account"

/** Starts the bundled Paygate, which knows the shop's merchants. */
export async function startPaygate(shop: ShopEnvironment): Promise<Simulator> {
  const { merchantId, blowfishKey, hmacKey, account } = shop
  const simulator = await startSimulator({
    host: "127.0.0.1",
    merchants: [{ merchantId, blowfishKey, hmacKey, account }, ...(hasSecondAccount() ? [secondMerchant] : [])],
  })
  // What it forgets is remembered for the search of the log.
  return {
    ...simulator,
    reset() {
      rememberCalls(simulator.requests())
      simulator.reset()
    },
    stop() {
      rememberCalls(simulator.requests())
      return simulator.stop()
    },
  }
}
