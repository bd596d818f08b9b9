import { setTimeout as wait } from "node:timers/promises"
import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { receiveNotificationWorkflow } from "../../workflows/receive-notification"
import { readForm } from "../../workflows/read-form"
import { readBody, readQuery } from "../read-body"
import { InvalidLimit } from "./invalid-limit"
import { providerIdOf } from "./provider-id"

/**
 * Every invalid request is answered alike, and at a whole multiple of this after its body was there: what is wrong with
 * it does not show, not even to a sender who takes his time or keeps the store busy.
 */
const INVALID_STEP_MS = 100

/** Far more than Paygate ever sends. */
const LIMIT_BYTES = 64 * 1024

const invalid = new InvalidLimit()

/** What a request has brought. */
export type Received =
  { kind: "kept"; id: string; isNew: boolean; paymentId: string } | { kind: "invalid"; isTooMany: boolean }

/** Reads, verifies and keeps what Paygate or a shopper's browser has brought to a provider's address. */
export async function receive(req: MedusaRequest): Promise<Received> {
  const source = req.ip ?? ""
  const body = req.method === "POST" ? await readBody(req, LIMIT_BYTES) : readQuery(req.url)
  const startedAt = performance.now()
  const fields = body ? readForm(body, req.headers["content-type"]) : {}
  const { result } = await receiveNotificationWorkflow(req.scope).run({
    input: { fields, providerId: providerIdOf(req) },
  })
  if (result.notification) {
    const { id, isNew, payment_id } = result.notification
    return { kind: "kept", id, isNew, paymentId: payment_id }
  }
  const isTooMany = invalid.exceeds(source)
  if (!isTooMany) {
    req.scope.resolve(ContainerRegistrationKeys.LOGGER).warn("paygate-klarna: an invalid notification was turned away")
  }
  await wait(INVALID_STEP_MS - ((performance.now() - startedAt) % INVALID_STEP_MS))
  return { kind: "invalid", isTooMany }
}
