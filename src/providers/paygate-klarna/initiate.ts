import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import type { Country, ProviderOptions } from "../../connection"
import { CALLS, type RequestOf } from "../../paygate"
import { carryOut, prepareCall } from "../../operations"
import {
  definedOnly,
  fingerprint,
  languageOf,
  orderRequest,
  purchaseOf,
  readSession,
  storefrontUrl,
  toMajor,
  type Purchase,
} from "../../purchase"
import { asRefusal, refusal, sessionRefusal } from "../../refusals"
import { continueAuthorization } from "./continue-authorization"
import type { ProviderContext } from "./context"
import { openHostedSession } from "./open-hosted-session"
import { parseSessionInput, publicSessionData, type SessionInput } from "./session-data"
import { shopperFields } from "./shopper"

function requireAvailable(input: SessionInput): void {
  if (input.flow === "recurring" || input.payment_method_id !== undefined) {
    throw refusal("flow_not_available", input.flow)
  }
  if (input.save_payment_method) {
    throw refusal("saving_not_available")
  }
}

/** The addresses the session opens with: all of them, or the country alone when the browser gives them. */
export function sessionAddresses(purchase: Purchase, { addresses }: ProviderOptions): Purchase["addresses"] {
  return addresses === "server" ? purchase.addresses : { bdCountryCode: purchase.country }
}

/**
 * Opens a Klarna session over the cart as the server reads it. What the browser sends chooses language and methods and
 * carries personal data through; amounts, lines and addresses it has no say in.
 */
export async function initiatePayment(
  context: ProviderContext,
  { data, amount }: InitiatePaymentInput,
): Promise<InitiatePaymentOutput> {
  const { options, books, query } = context
  const input = parseSessionInput(data)
  const continued = await continueAuthorization(context, input.session_id, { amount, data })
  if (continued) {
    return continued
  }
  requireAvailable(input)
  const session = await readSession(query, input.session_id)
  if (input.flow === "hosted") {
    return openHostedSession(context, { session, input, data })
  }
  const languageIn = (country: Country) => languageOf(input.locale, country, options.language)
  const purchase = purchaseOf(session, languageIn, options)
  const { country, currency, minorAmount, minorTaxAmount, lines } = purchase
  const language = languageIn(country)
  const order = orderRequest(purchase, session, { options, language, sessionId: input.session_id })

  const values: RequestOf<typeof CALLS.createSession> = {
    ...order,
    TransID: input.session_id,
    URLConfirm: storefrontUrl(input.return_url, options),
    PayType: (input.pay_type ?? options.pay_types).join(","),
    ...sessionAddresses(purchase, options),
    ...shopperFields(input.customer, country, options),
    ...(options.layout ? { Layout: { options: definedOnly(options.layout) } } : {}),
  }
  try {
    const prepared = prepareCall(context, CALLS.createSession, values, language)
    const payment = await books.createPaygatePayments({
      provider_id: session.providerId,
      payment_session_id: input.session_id,
      trans_id: input.session_id,
      ref_nr: order.RefNr ?? null,
      flow: input.flow,
      currency_code: currency,
      country_code: country,
      language,
      session_amount: minorAmount,
      session_tax_amount: minorTaxAmount,
      lines_fingerprint: fingerprint(lines, options.hmac_key[0]),
      addresses_fingerprint: fingerprint(purchase.addresses, options.hmac_key[0]),
    })
    const draft = { kind: "create_session", amount: String(toMajor(minorAmount, currency)), minorAmount } as const
    const { result } = await carryOut(context, {
      payment,
      draft,
      prepared,
      changesOf: ({ PayID }) => ({ pay_id: PayID ?? null }),
    })
    const { PayID, AccessToken, PayType } = result.answer
    if (result.outcome !== "succeeded" || !PayID || !AccessToken) {
      throw refusal("klarna_unavailable")
    }
    return {
      id: PayID,
      data: publicSessionData(data, {
        session_id: input.session_id,
        flow: "widget",
        pay_id: PayID,
        client_token: AccessToken,
        pay_type: PayType ?? values.PayType,
      }),
    }
  } catch (error) {
    throw asRefusal(error, sessionRefusal)
  }
}
