import type { MedusaContainer } from "@medusajs/framework/types"
import { watchAuthorizationsWorkflow } from "../workflows/watch-authorizations"

/** Looks for authorizations that lapse; see the workflow. */
export default async function watchAuthorizations(container: MedusaContainer): Promise<void> {
  await watchAuthorizationsWorkflow(container).run()
}

export const config = { name: "paygate-klarna-watch-authorizations", schedule: "7 * * * *" }
