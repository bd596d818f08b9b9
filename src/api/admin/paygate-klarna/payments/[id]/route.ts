import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentResponse } from "../../../../../types/payment"
import { readPaymentWorkflow } from "../../../../../workflows/read-payment"
import { parseId } from "../../../../parse-id"

/** One payment as the books have it, by Medusa's payment or payment session. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<PaygatePaymentResponse>): Promise<void> {
  const { result } = await readPaymentWorkflow(req.scope).run({ input: { id: parseId(req) } })
  const { payment, operations, order_items } = result
  res.json({ payment, operations, order_items })
}
