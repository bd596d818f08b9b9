import type { ProviderOptions } from "../../connection"
import type { Language } from "../../paygate"
import { fingerprint, type OrderRequest, type Purchase, type SessionToPay } from "../../purchase"
import type { SessionInput } from "./session-data"

interface Opened {
  session: SessionToPay
  input: SessionInput
  language: Language
  order: Pick<OrderRequest, "RefNr">
}

/** What the books know of a payment from the start: what its session is opened over, addresses by their fingerprint. */
export function newPayment(purchase: Purchase, { session, input, language, order }: Opened, options: ProviderOptions) {
  const [key] = options.hmac_key
  return {
    provider_id: session.providerId,
    payment_session_id: input.session_id,
    trans_id: input.session_id,
    ref_nr: order.RefNr ?? null,
    flow: input.flow,
    currency_code: purchase.currency,
    country_code: purchase.country,
    language,
    session_amount: purchase.minorAmount,
    session_tax_amount: purchase.minorTaxAmount,
    lines_fingerprint: fingerprint(purchase.lines, key),
    addresses_fingerprint: fingerprint(purchase.addresses, key),
  }
}
