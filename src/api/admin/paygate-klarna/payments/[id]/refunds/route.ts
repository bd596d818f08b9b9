import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { refundWorkflow } from "../../../../../../workflows/refund"
import { parseBody } from "../../../../../parse-body"
import { RefundSchema } from "../validators"

/** Pays back an amount, items, or all that was captured. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(RefundSchema, req.body ?? {})
  const { result } = await refundWorkflow(req.scope).run({ input: { ...body, id: req.params["id"] ?? "" } })
  res.json(result)
}
