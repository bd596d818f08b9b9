import { CALLS, createPaygateClient } from "../../src/paygate"
import type { Payment } from "../clients/merchant"
import { readEnvironment } from "../shop/environment"

/** A payment's sums on one side, in minor units. */
export interface Sums {
  captured: number
  refunded: number
}

const minor = (amount: number) => Math.round(amount * 100)

/** What Medusa has booked. */
export function sumsInMedusa(payment: Payment): Sums {
  const total = (rows: { amount: number }[]) => rows.reduce((sum, { amount }) => sum + minor(amount), 0)
  return { captured: total(payment.captures), refunded: total(payment.refunds) }
}

/** What Paygate says when asked (inquire.aspx), whichever Paygate that is. */
export async function sumsAtPaygate(paygateUrl: string, payId: string, transId: string): Promise<Sums> {
  const shop = readEnvironment(process.env)
  const client = createPaygateClient({
    baseUrl: paygateUrl,
    merchantId: shop.merchantId,
    encryptionKey: shop.blowfishKey,
    hmacKey: shop.hmacKey,
    encryption: "blowfish",
    charset: "utf-8",
    connectTimeoutMs: 5_000,
    timeoutMs: 30_000,
  })
  try {
    const { answer } = await client.send(CALLS.inquire, { PayID: payId, TransID: transId })
    return { captured: answer.AmountCap ?? 0, refunded: answer.AmountCred ?? 0 }
  } finally {
    client.close()
  }
}
