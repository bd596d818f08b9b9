import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { syncPaymentWorkflow } from "../../../../../../workflows/sync-payment"

/** Asks Paygate how the payment stands, settles what is open and repairs what is safe. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const { result } = await syncPaymentWorkflow(req.scope).run({ input: { id: req.params["id"] ?? "" } })
  res.json(result)
}
