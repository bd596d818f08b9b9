import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { processNotificationsWorkflow } from "../../workflows/process-notifications"

/** Acts on a notification that is kept, once its sender has the answer; what fails is left to the job. */
export function actAfterAnswer({ scope }: MedusaRequest, res: MedusaResponse, id: string): void {
  res.once("finish", () => {
    processNotificationsWorkflow(scope)
      .run({ input: { id } })
      .catch((error: unknown) => {
        scope
          .resolve(ContainerRegistrationKeys.LOGGER)
          .error(`paygate-klarna: a notification waits for the job (${(error as Error).name})`)
      })
  })
}
