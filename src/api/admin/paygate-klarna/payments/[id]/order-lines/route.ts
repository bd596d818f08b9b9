import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { updateOrderLinesWorkflow } from "../../../../../../workflows/update-order-lines"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { OrderLinesSchema } from "../validators"

/** Changes what Klarna has authorized, up to what it was at first, or the lines. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(OrderLinesSchema, req.body ?? {})
  const { result } = await updateOrderLinesWorkflow(req.scope).run({ input: { ...body, id: parseId(req) } })
  res.json(result)
}
