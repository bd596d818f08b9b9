import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { TestSessionResponse } from "../../../../../types/health"
import { openTestSessionWorkflow } from "../../../../../workflows/open-test-session"
import { parseBody } from "../../../../parse-body"
import { TestSessionSchema } from "./validators"

/** Opens one real session with Klarna, which nobody pays, and tells what came of it. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<TestSessionResponse>): Promise<void> {
  const input = parseBody(TestSessionSchema, req.body ?? {})
  const { result } = await openTestSessionWorkflow(req.scope).run({ input })
  res.json(result)
}
