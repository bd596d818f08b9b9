/**
 * What a store's own code does with the package, as the compiler sees it: types.spec.ts copies this file into the fresh
 * store and compiles it there. It is never run.
 */
import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaygateError, paygateKlarna, PaygateError, type PaygateKlarnaOptions } from "medusa-payment-paygate-klarna"
import { SIMULATOR_MERCHANT, startSimulator, type Simulator } from "medusa-payment-paygate-klarna/simulator"
import {
  captureWorkflow,
  keepAuthorizationTokenWorkflow,
  refundWorkflow,
  type CaptureInput,
  type PaygatePaymentActionResponse,
  type RefundInput,
} from "medusa-payment-paygate-klarna/workflows"

const options: PaygateKlarnaOptions = {
  base_url: process.env.PAYGATE_BASE_URL,
  merchant_id: process.env.PAYGATE_MERCHANT_ID,
  blowfish_key: ["the new key", "the old key"],
  hmac_key: "a key",
  account: { DE: "klarna_de", default: "klarna" },
  backend_url: "https://shop.example.com",
  storefront_url: "https://www.example.com",
}

// @ts-expect-error Mandatory options are to be named, even where the environment may not have them.
export const incomplete: PaygateKlarnaOptions = { merchant_id: "merchant" }

// @ts-expect-error An option that does not exist is a typing error.
export const misspelt: PaygateKlarnaOptions = { ...options, hmac_kee: "a key" }

export const paymentModule = paygateKlarna({
  providers: [
    { id: "eu", options },
    { id: "uk", options: { ...options, account: "klarna_uk" } },
  ],
  otherProviders: [{ resolve: "@medusajs/medusa/payment-stripe", id: "stripe", options: { apiKey: "key" } }],
})

export function codeOf(error: unknown): string | undefined {
  return isPaygateError(error) && error instanceof PaygateError ? error.code : undefined
}

export async function keep(container: MedusaContainer, sessionId: string): Promise<void> {
  await keepAuthorizationTokenWorkflow(container).run({
    input: { payment_session_id: sessionId, authorization_token: "token" },
  })
  await keepAuthorizationTokenWorkflow(container).run({
    // @ts-expect-error The input has a type, so the declarations were found.
    input: { payment_session: sessionId },
  })
}

/** Captures two of an item, and pays a part back. Answers what is captured then, in major units. */
export async function move(container: MedusaContainer, id: string, created_by: string): Promise<number> {
  const parcel: CaptureInput = {
    id,
    items: [{ line_item_id: "ordli_01", quantity: 2 }],
    shipping_info: [{ shipping_company: "DHL", tracking_number: "JD014600006281230704" }],
    release_remaining: true,
    created_by,
  }
  await captureWorkflow(container).run({ input: parcel })
  const part: RefundInput = { id, amount: 12.34, note: "the handle is off", created_by }
  const { result } = await refundWorkflow(container).run({ input: part })
  const { payment, operation }: PaygatePaymentActionResponse = result
  await captureWorkflow(container).run({
    // @ts-expect-error Amounts are numbers, so the input's type was found.
    input: { id, amount: "12.34" },
  })
  return operation?.state === "succeeded" ? payment.captured : 0
}

export async function simulate(): Promise<number | undefined> {
  const simulator: Simulator = await startSimulator({ merchants: [SIMULATOR_MERCHANT] })
  const remaining: number | undefined = simulator.payment("a PayID")?.remaining
  await simulator.stop()
  return remaining
}
