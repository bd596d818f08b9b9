import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { updateReferenceWorkflow } from "../../../../../../workflows/update-reference"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { ReferenceSchema } from "../validators"

/** Changes the reference number of Klarna's order. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(ReferenceSchema, req.body ?? {})
  const { result } = await updateReferenceWorkflow(req.scope).run({ input: { ...body, id: parseId(req) } })
  res.json(result)
}
