import { startSimulator, type Simulator } from "../../src/simulator"
import type { ShopEnvironment } from "./environment"

/** Starts the bundled Paygate, which knows the shop's merchant. */
export async function startPaygate(shop: ShopEnvironment): Promise<Simulator> {
  const { merchantId, blowfishKey, hmacKey, account } = shop
  return await startSimulator({ host: "127.0.0.1", merchants: [{ merchantId, blowfishKey, hmacKey, account }] })
}
