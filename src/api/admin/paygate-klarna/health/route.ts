import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { HealthResponse } from "../../../../types/health"
import { checkHealthWorkflow } from "../../../../workflows/check-health"

/** Whether the plugin is set up rightly, and what to do where it is not. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<HealthResponse>): Promise<void> {
  const { result } = await checkHealthWorkflow(req.scope).run()
  res.setHeader("cache-control", "no-store")
  res.json(result)
}
