import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { processNotificationsWorkflow } from "../../workflows/process-notifications"
import { readReturnUrlWorkflow } from "../../workflows/read-return-url"
import { receive } from "./receive"

/**
 * The shopper comes back from Klarna's hosted page: what the browser brings is verified like a notification, acted upon,
 * and the shopper sent on to the storefront, which asks how the payment stands. Only ever to the storefront's origin.
 */
export async function bringBack(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const received = await receive(req)
  if (received.kind === "kept") {
    await processNotificationsWorkflow(req.scope).run({ input: { id: received.id } })
  }
  const { result } = await readReturnUrlWorkflow(req.scope).run({
    input: {
      provider_id: `pp_paygate-klarna_${req.params["provider"] ?? ""}`,
      payment_id: received.kind === "kept" ? received.paymentId : null,
    },
  })
  res.setHeader("cache-control", "no-store")
  res.redirect(303, result.url)
}
