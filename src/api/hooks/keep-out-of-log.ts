import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/**
 * Medusa's log has the address of every request once it is answered. Takes out of it what Paygate or a browser brings in
 * the query, and the part of a hosted page's address that nobody is to guess: whoever reads the log could open the page.
 */
export function keepOutOfLog(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  req.originalUrl = req.originalUrl.replace(/\?.*/s, "?…").replace(/(?<=\/pay\/)[^?]+/, "…")
  next()
}
