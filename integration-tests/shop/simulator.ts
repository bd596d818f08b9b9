import { startSimulator, type Simulator } from "../../src/simulator"
import type { ShopEnvironment } from "./environment"
import { hasSecondAccount, secondMerchant } from "./second-account"

/** Starts the bundled Paygate, which knows the shop's merchants. */
export async function startPaygate(shop: ShopEnvironment): Promise<Simulator> {
  const { merchantId, blowfishKey, hmacKey, account } = shop
  return await startSimulator({
    host: "127.0.0.1",
    merchants: [{ merchantId, blowfishKey, hmacKey, account }, ...(hasSecondAccount() ? [secondMerchant] : [])],
  })
}
