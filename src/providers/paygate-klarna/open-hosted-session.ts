import { randomBytes } from "node:crypto"
import type { InitiatePaymentOutput } from "@medusajs/framework/types"
import { hookUrls } from "../../connection"
import { languageOf, orderRequest, purchaseOf, storefrontUrl, type SessionToPay } from "../../purchase"
import { requireWholeAddress } from "../../operations"
import type { ProviderContext } from "./context"
import { newPayment } from "./new-payment"
import { publicSessionData, type SessionInput } from "./session-data"

/** Bytes of chance in a page's address: nobody finds another shopper's by trying. */
const TOKEN_BYTES = 24

/**
 * Opens a session for Klarna's hosted page. Nothing is sent yet: the form for Paygate is built from the cart when the
 * shopper arrives at the page, so nothing personal is kept until then. What Klarna could not take is refused already.
 */
export async function openHostedSession(
  { options, books }: ProviderContext,
  { session, input, data }: { session: SessionToPay; input: SessionInput; data: Record<string, unknown> | undefined },
): Promise<InitiatePaymentOutput> {
  const languageIn = (country: Parameters<typeof languageOf>[1]) => languageOf(input.locale, country, options.language)
  const purchase = purchaseOf(session, languageIn, options)
  requireWholeAddress(purchase)
  const language = languageIn(purchase.country)
  const order = orderRequest(purchase, session, { options, language, sessionId: input.session_id })
  const token = randomBytes(TOKEN_BYTES).toString("base64url")
  await books.createPaygatePayments({
    ...newPayment(purchase, { session, input, language, order }, options),
    state: "open",
    page_token: token,
    return_url: storefrontUrl(input.return_url, options),
  })
  const redirect_url = hookUrls(options, session.providerId).page(token)
  return {
    id: input.session_id,
    data: publicSessionData(data, { session_id: input.session_id, flow: "hosted", redirect_url }),
  }
}
