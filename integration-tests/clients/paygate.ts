import { ON_OWN_CONNECTION } from "./http"

/** What Paygate declares of its notifications (protocol facts, section 4). */
export const PAYGATE_TYPE = "application/x-www-form-urlencoded; charset=iso-8859-1"

/** Posts a notification as Paygate does; `from` is the address that a proxy in front of the shop would name. */
export function postAsPaygate(
  address: string,
  body: string | Uint8Array<ArrayBuffer>,
  from = "203.0.113.1",
): Promise<Response> {
  return fetch(address, {
    method: "POST",
    body,
    headers: { ...ON_OWN_CONNECTION, "content-type": PAYGATE_TYPE, "x-forwarded-for": from },
  })
}
