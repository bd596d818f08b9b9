import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AuthorizationResponse } from "../../../../../../types/payment-session"
import { keepAuthorizationTokenWorkflow } from "../../../../../../workflows/keep-authorization-token"
import { parseBody } from "../../../../../parse-body"
import { parseId } from "../../../../../parse-id"
import { AuthorizationBody } from "./validators"

/** Takes in the token of Klarna's widget; completing the cart uses it, or what an order still costs is paid by it. */
export async function POST(req: MedusaRequest, res: MedusaResponse<AuthorizationResponse>): Promise<void> {
  const { authorization_token } = parseBody(AuthorizationBody, req.body)
  const id = parseId(req)
  const { result } = await keepAuthorizationTokenWorkflow(req.scope).run({
    input: { payment_session_id: id, authorization_token },
  })
  res.json({ payment_session: { id, status: result.status } })
}
