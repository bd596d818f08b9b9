import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { releaseWorkflow } from "../../../../../../workflows/release"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { NothingSchema } from "../validators"

/** Releases what is left of the authorization. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  parseBody(NothingSchema, req.body ?? {})
  const { result } = await releaseWorkflow(req.scope).run({ input: { id: parseId(req) } })
  res.json(result)
}
