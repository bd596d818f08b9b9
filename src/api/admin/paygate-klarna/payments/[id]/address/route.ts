import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { updateAddressWorkflow } from "../../../../../../workflows/update-address"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { AddressSchema } from "../validators"

/** Tells Klarna of changed addresses; the order in Medusa stays as it is. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(AddressSchema, req.body ?? {})
  const { result } = await updateAddressWorkflow(req.scope).run({ input: { ...body, id: parseId(req) } })
  res.json(result)
}
