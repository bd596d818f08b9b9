import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { processNotificationsWorkflow } from "../../workflows/process-notifications"
import { readReturnUrlWorkflow } from "../../workflows/read-return-url"
import { receive } from "./receive"
import { providerIdOf } from "./provider-id"

/**
 * The shopper comes back from Klarna's hosted page: what the browser brings is verified like a notification, acted upon,
 * and the shopper sent on to the storefront, which asks how the payment stands. Only ever to the storefront's origin, and
 * whatever fails here: what Paygate has to say comes by its notification, too.
 */
export async function bringBack(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const paymentId = await takeIn(req).catch((error: unknown) => {
    req.scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`paygate-klarna: a shopper's return could not be acted upon (${(error as Error).name})`)
    return null
  })
  const { result } = await readReturnUrlWorkflow(req.scope).run({
    input: { provider_id: providerIdOf(req), payment_id: paymentId },
  })
  res.setHeader("cache-control", "no-store")
  res.redirect(303, result.url)
}

/** Answers the payment in the books; `null` when what the browser brought is not valid. */
async function takeIn(req: MedusaRequest): Promise<string | null> {
  const received = await receive(req)
  if (received.kind === "invalid") {
    return null
  }
  await processNotificationsWorkflow(req.scope).run({ input: { id: received.id } })
  return received.paymentId
}
