import { CALLS, createPaygateClient } from "../../src/paygate"
import type { PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"
import type { Payment } from "../clients/merchant"
import { readEnvironment } from "../shop/environment"
import type { Shop } from "../shop/launch"

/** A payment's sums on one side, in minor units. */
export interface Sums {
  captured: number
  refunded: number
  released: number
}

const minor = (amount: number) => Math.round(amount * 100)

/** What Medusa has booked; it releases a cancelled payment as a whole. */
export function sumsInMedusa(payment: Payment): Sums {
  const total = (rows: { amount: number }[]) => rows.reduce((sum, { amount }) => sum + minor(amount), 0)
  const captured = total(payment.captures)
  return {
    captured,
    refunded: total(payment.refunds),
    released: payment.canceled_at === null ? 0 : minor(payment.amount) - captured,
  }
}

/**
 * What Paygate says when asked (inquire.aspx), whichever Paygate that is. An inquiry does not tell what was released;
 * that is what Paygate has confirmed to the plugin's books.
 */
export async function sumsAtPaygate(shop: Shop, payment: Payment): Promise<Sums> {
  const { merchantId, blowfishKey, hmacKey } = readEnvironment(process.env)
  const books: PaygateKlarnaBooks = shop.container.resolve("paygateKlarnaBooks")
  const booked = await books.findPaymentBySession(String(payment.data["session_id"]))
  if (!booked?.pay_id) {
    throw new Error(`The books hold no Paygate payment for ${payment.id}`)
  }
  const client = createPaygateClient({
    baseUrl: shop.paygateUrl,
    merchantId,
    encryptionKey: blowfishKey,
    hmacKey,
    encryption: "blowfish",
    charset: "utf-8",
    connectTimeoutMs: 5_000,
    timeoutMs: 30_000,
  })
  try {
    const { answer } = await client.send(CALLS.inquire, { PayID: booked.pay_id, TransID: booked.trans_id })
    return {
      captured: answer.AmountCap ?? 0,
      refunded: answer.AmountCred ?? 0,
      released: Number(booked.released_amount),
    }
  } finally {
    client.close()
  }
}
