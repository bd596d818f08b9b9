import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actAfterAnswer } from "../../../act-after-answer"
import { receive } from "../../../receive"

/**
 * Paygate's notification. It is in the database before it is answered with 200, and acted upon after; what cannot be
 * kept is answered with 500, so that Paygate sends it again.
 */
async function notify(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const received = await receive(req)
  if (received.kind === "invalid") {
    res.status(received.isTooMany ? 429 : 400).send("invalid")
    return
  }
  actAfterAnswer(req, res, received.id)
  res.status(200).send("OK")
}

export { notify as GET, notify as POST }
