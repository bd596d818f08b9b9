import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { updateOrderLinesWorkflow } from "../../../../../../workflows/update-order-lines"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { OrderLinesSchema } from "../validators"

/** Lowers what Klarna has authorized, or replaces the lines. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(OrderLinesSchema, req.body ?? {})
  const { result } = await updateOrderLinesWorkflow(req.scope).run({ input: { ...body, id: parseId(req) } })
  res.json(result)
}
