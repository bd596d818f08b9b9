import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaymentSessionStatusResponse } from "../../../../../types/payment-session"
import { readSessionStatusWorkflow } from "../../../../../workflows/read-session-status"
import { parseId } from "../../../../parse-id"

/** How a payment stands, for a return page to poll. */
export async function GET(req: MedusaRequest, res: MedusaResponse<PaymentSessionStatusResponse>): Promise<void> {
  const { result } = await readSessionStatusWorkflow(req.scope).run({
    input: { payment_session_id: parseId(req) },
  })
  res.setHeader("cache-control", "no-store")
  res.json(result)
}
