import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { readRegionStep, type RegionReference } from "./steps/read-region"

/** Tells what Klarna can do in a region. Asks nobody and changes nothing. */
export const readRegionWorkflow = createWorkflow(
  "read-paygate-klarna-region-workflow",
  (input: WorkflowData<RegionReference>) => new WorkflowResponse(readRegionStep(input)),
)
