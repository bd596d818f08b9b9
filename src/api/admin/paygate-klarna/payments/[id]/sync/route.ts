import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { syncPaymentWorkflow } from "../../../../../../workflows/sync-payment"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { NothingSchema } from "../validators"

/** Asks Paygate how the payment stands, settles what is open and repairs what is safe. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  parseBody(NothingSchema, req.body ?? {})
  const { result } = await syncPaymentWorkflow(req.scope).run({ input: { id: parseId(req) } })
  res.json(result)
}
