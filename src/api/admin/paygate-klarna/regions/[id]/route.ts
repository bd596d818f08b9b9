import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { RegionResponse } from "../../../../../types/region"
import { readRegionWorkflow } from "../../../../../workflows/read-region"
import { parseId } from "../../../../parse-id"

/** What Klarna can do in a region. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<RegionResponse>): Promise<void> {
  const { result } = await readRegionWorkflow(req.scope).run({ input: { region_id: parseId(req) } })
  res.json(result)
}
