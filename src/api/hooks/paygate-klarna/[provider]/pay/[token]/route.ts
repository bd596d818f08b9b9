import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { readReturnUrlWorkflow } from "../../../../../../workflows/read-return-url"
import { visitHostedPageWorkflow } from "../../../../../../workflows/visit-hosted-page"
import { formPage, lostPage, type Page } from "../../../../hosted-page-html"
import { BROWSER_LANGUAGES, codeOf } from "../../../../hosted-page-texts"
import { providerIdOf } from "../../../../provider-id"

/**
 * The page that takes the shopper on to Klarna's: it posts the encrypted order to Paygate, over the cart as it is now.
 * A payment that is no longer open, or that Klarna cannot take, leads back to the storefront, which says how it stands.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.setHeader("cache-control", "no-store")
  res.setHeader("referrer-policy", "no-referrer")
  const provider_id = providerIdOf(req)
  const visit = await visitHostedPageWorkflow(req.scope)
    .run({ input: { provider_id, token: req.params["token"] ?? "" } })
    .catch((error: unknown) => {
      if (MedusaError.isMedusaError(error) && error.type === MedusaError.Types.NOT_FOUND) {
        return undefined
      }
      throw error
    })
  if (!visit) {
    show(res.status(404), lostPage(codeOf(req.acceptsLanguages(BROWSER_LANGUAGES) || "en")))
    return
  }
  const { form, language, payment_id } = visit.result
  if (!form) {
    const back = await readReturnUrlWorkflow(req.scope).run({ input: { provider_id, payment_id } })
    res.redirect(303, back.result.url)
    return
  }
  show(res, formPage(form, language))
}

function show(res: MedusaResponse, { html, contentSecurityPolicy }: Page): void {
  res.setHeader("content-security-policy", contentSecurityPolicy)
  res.setHeader("x-content-type-options", "nosniff")
  res.type("html").send(html)
}
