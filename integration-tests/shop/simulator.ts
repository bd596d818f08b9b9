import { startSimulator } from "../../src/simulator"
import type { ShopEnvironment } from "./environment"

/** Starts the bundled Paygate, which knows the shop's merchant. */
export async function startPaygate(shop: ShopEnvironment): Promise<{ url: string; stop: () => Promise<void> }> {
  const { merchantId, blowfishKey, hmacKey, account } = shop
  return await startSimulator({ host: "127.0.0.1", merchants: [{ merchantId, blowfishKey, hmacKey, account }] })
}
