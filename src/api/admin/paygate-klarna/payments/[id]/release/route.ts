import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { releaseWorkflow } from "../../../../../../workflows/release"

/** Releases what is left of the authorization. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const { result } = await releaseWorkflow(req.scope).run({ input: { id: req.params["id"] ?? "" } })
  res.json(result)
}
