import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { receive } from "./receive"

/**
 * Verifies and keeps what comes to Medusa's own webhook route, and leaves the answer to Medusa: that would answer first
 * and hand the body to the provider seconds later, which a restart in between loses. The job acts on what was kept.
 */
export async function keepBeforeMedusa(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  await receive(req)
  next()
}
