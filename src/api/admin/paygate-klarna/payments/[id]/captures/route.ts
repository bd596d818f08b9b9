import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { captureWorkflow } from "../../../../../../workflows/capture"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { CaptureSchema } from "../validators"

/** Captures an amount, items, or all that is left. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(CaptureSchema, req.body ?? {})
  const created_by = req.auth_context.actor_id
  const { result } = await captureWorkflow(req.scope).run({ input: { ...body, id: parseId(req), created_by } })
  res.json(result)
}
