import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actAfterAnswer } from "./act-after-answer"
import { receive } from "./receive"

/**
 * Verifies and keeps what comes to Medusa's own webhook route, and leaves the answer to Medusa: that would answer first
 * and hand the body to the provider seconds later, which a restart in between loses.
 */
export async function keepBeforeMedusa(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const received = await receive(req)
  if (received.kind === "kept") {
    actAfterAnswer(req, res, received.id)
  }
  next()
}
