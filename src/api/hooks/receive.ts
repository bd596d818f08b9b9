import { setTimeout as wait } from "node:timers/promises"
import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { receiveNotificationWorkflow } from "../../workflows/receive-notification"
import { InvalidLimit } from "./invalid-limit"
import { readBody } from "./read-body"
import { readForm } from "../../workflows/read-form"

/** Every invalid request is answered alike and after about the same time, whatever is wrong with it. */
const INVALID_ANSWER_MS = 100

const invalid = new InvalidLimit()

/** What a request has brought. */
export type Received =
  { kind: "kept"; id: string; isNew: boolean; paymentId: string } | { kind: "invalid"; isTooMany: boolean }

/** Reads, verifies and keeps what Paygate or a shopper's browser has brought to a provider's address. */
export async function receive(req: MedusaRequest): Promise<Received> {
  const startedAt = performance.now()
  const source = req.ip ?? ""
  const body =
    req.method === "POST" ? await readBody(req) : Buffer.from(new URL(req.url, "http://localhost").search.slice(1))
  const fields = body ? readForm(body, req.headers["content-type"]) : {}
  const { result } = await receiveNotificationWorkflow(req.scope).run({
    input: { fields, providerId: `pp_paygate-klarna_${req.params["provider"] ?? ""}` },
  })
  if (result.notification) {
    const { id, isNew, payment_id } = result.notification
    return { kind: "kept", id, isNew, paymentId: payment_id }
  }
  const isTooMany = invalid.exceeds(source)
  if (!isTooMany) {
    req.scope.resolve(ContainerRegistrationKeys.LOGGER).warn("paygate-klarna: an invalid notification was turned away")
  }
  await wait(Math.max(0, INVALID_ANSWER_MS - (performance.now() - startedAt)))
  return { kind: "invalid", isTooMany }
}
