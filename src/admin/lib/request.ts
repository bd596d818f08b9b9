import Medusa from "@medusajs/js-sdk"
import { RequestError } from "./request-error"

/** What the dashboard's own build puts in their place; it may leave them undefined. */
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

const backendUrl = (__BACKEND_URL__ ?? "").replace(/\/$/, "")

/** Signed in as the dashboard's own client is. */
const sdk = new Medusa({
  baseUrl: backendUrl || "/",
  auth: {
    type: __AUTH_TYPE__ ?? "session",
    ...(__JWT_TOKEN_STORAGE_KEY__ ? { jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ } : {}),
  },
})

/**
 * Asks the plugin's routes. Not by the SDK's `fetch`, whose error has no `code`; its token is used where the dashboard
 * signs in by one. Throws a `RequestError` for a refusal, and fetch's `TypeError` when nobody answers.
 */
export async function request<Answer>(path: string, body?: object): Promise<Answer> {
  const token = await sdk.client.getToken()
  const response = await fetch(`${backendUrl}/admin/paygate-klarna/${path}`, {
    method: body ? "POST" : "GET",
    credentials: "include",
    headers: {
      accept: "application/json",
      ...(body ? { "content-type": "application/json" } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) {
    const { message, code } = (answer ?? {}) as { message?: string; code?: string }
    throw new RequestError(message ?? response.statusText, code, response.status)
  }
  return answer as Answer
}
