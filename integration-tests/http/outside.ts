import { CALLS, createPaygateClient } from "../../src/paygate"
import { SIMULATOR_MERCHANT } from "../../src/simulator"
import type { ShopSuite } from "../shop/suite"
import type { Bought } from "./scene"

/** Captures without the shop, as somebody does who is logged in at Computop; in minor units. */
export async function captureOutside(
  suite: ShopSuite,
  { payId, sessionId }: Pick<Bought, "payId" | "sessionId">,
  minorAmount: number,
): Promise<void> {
  const { merchantId, blowfishKey, hmacKey } = SIMULATOR_MERCHANT
  const client = createPaygateClient({
    baseUrl: suite.paygateUrl(),
    merchantId,
    encryptionKey: blowfishKey,
    hmacKey,
    encryption: "blowfish",
    charset: "utf-8",
    connectTimeoutMs: 5_000,
    timeoutMs: 5_000,
  })
  await client.send(CALLS.capture, { PayID: payId, TransID: sessionId, Amount: minorAmount, Currency: "EUR" })
  client.close()
}
