import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readReturnUrlWorkflow } from "../../../../../../workflows/read-return-url"
import { visitHostedPageWorkflow } from "../../../../../../workflows/visit-hosted-page"
import { formPage } from "../../../../hosted-page-html"

/**
 * The page that takes the shopper on to Klarna's: it posts the encrypted order to Paygate, over the cart as it is now.
 * A payment that is no longer open leads back to the storefront, which says how it stands.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const provider_id = `pp_paygate-klarna_${req.params["provider"] ?? ""}`
  const { result } = await visitHostedPageWorkflow(req.scope).run({
    input: { provider_id, token: req.params["token"] ?? "" },
  })
  res.setHeader("cache-control", "no-store")
  res.setHeader("referrer-policy", "no-referrer")
  if (!result.form) {
    const back = await readReturnUrlWorkflow(req.scope).run({ input: { provider_id, payment_id: result.payment_id } })
    res.redirect(303, back.result.url)
    return
  }
  const { html, contentSecurityPolicy } = formPage(result.form, result.language)
  res.setHeader("content-security-policy", contentSecurityPolicy)
  res.setHeader("x-content-type-options", "nosniff")
  res.type("html").send(html)
}
