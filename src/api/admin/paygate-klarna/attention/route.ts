import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AttentionResponse } from "../../../../types/attention"
import { listAttentionWorkflow } from "../../../../workflows/list-attention"
import { parseBody } from "../../../parse-body"
import { AttentionQuery } from "./validators"

/** The payments that a merchant has to look at. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AttentionResponse>): Promise<void> {
  const input = parseBody(AttentionQuery, req.query)
  const { result } = await listAttentionWorkflow(req.scope).run({ input })
  res.json(result)
}
