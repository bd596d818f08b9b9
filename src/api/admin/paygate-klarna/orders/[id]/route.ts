import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { OrderPaymentsResponse } from "../../../../../types/payment"
import { listOrderPaymentsWorkflow } from "../../../../../workflows/list-order-payments"
import { parseId } from "../../../../parse-id"

/** The Klarna payments of an order. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderPaymentsResponse>): Promise<void> {
  const { result } = await listOrderPaymentsWorkflow(req.scope).run({ input: { order_id: parseId(req) } })
  res.json(result)
}
