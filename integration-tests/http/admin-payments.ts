import type { PaygatePaymentActionResponse, PaygatePaymentResponse } from "../../src/types/payment"
import { HttpError } from "../clients/http"
import type { Merchant } from "../clients/merchant"

/** The routes of the plugin's admin API that do something about one payment. */
export const ACTIONS = [
  "address",
  "reference",
  "order-lines",
  "captures",
  "refunds",
  "release",
  "resend-invoice",
  "sync",
] as const

export type Action = (typeof ACTIONS)[number]

export const pathOf = (id: string, action?: Action) =>
  `/admin/paygate-klarna/payments/${id}${action ? `/${action}` : ""}`

/** The plugin's admin API, as the dashboard speaks it. */
export function adminPayments({ http }: Pick<Merchant, "http">) {
  return {
    read: (id: string) => http.get<PaygatePaymentResponse>(pathOf(id)),
    act: (id: string, action: Action, body: object = {}) =>
      http.post<PaygatePaymentActionResponse>(pathOf(id, action), body),
  }
}

/** How a request ended: `done`, or the status and code of its refusal. */
export async function endOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => "done",
    (error: unknown) => (error instanceof HttpError ? `${error.status} ${String(error.body["code"])}` : String(error)),
  )
}

/** What a refused request was told. Throws when it was not refused. */
export async function refusalOf(
  request: Promise<unknown>,
): Promise<{ status: number; code: unknown; message: string }> {
  try {
    await request
  } catch (error) {
    if (error instanceof HttpError) {
      return { status: error.status, code: error.body["code"], message: String(error.body["message"]) }
    }
    throw error
  }
  throw new Error("It was not refused")
}
