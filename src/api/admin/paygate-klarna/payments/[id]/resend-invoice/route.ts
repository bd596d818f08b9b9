import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaygatePaymentActionResponse } from "../../../../../../types/payment"
import { resendInvoiceWorkflow } from "../../../../../../workflows/resend-invoice"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { ResendInvoiceSchema } from "../validators"

/** Has Klarna send an invoice again. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<PaygatePaymentActionResponse>,
): Promise<void> {
  const body = parseBody(ResendInvoiceSchema, req.body ?? {})
  const { result } = await resendInvoiceWorkflow(req.scope).run({ input: { ...body, id: parseId(req) } })
  res.json(result)
}
