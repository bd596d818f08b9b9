import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { refundWorkflow } from "../../../../../../workflows/refund"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { RefundSchema } from "../validators"

/** Pays back an amount, items, or all that was captured. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(RefundSchema, req.body ?? {})
  const created_by = req.auth_context.actor_id
  const { result } = await refundWorkflow(req.scope).run({ input: { ...body, id: parseId(req), created_by } })
  res.json(result)
}
