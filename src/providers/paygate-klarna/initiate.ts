import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import { fillRefNr, type Country, type ProviderOptions } from "../../connection"
import { CALLS, limitOf, parameters, type RequestOf } from "../../paygate"
import { carryOut, prepareCall } from "../../operations"
import { fingerprint, languageOf, purchaseOf, readSession, toMajor, type Purchase } from "../../purchase"
import { asRefusal, refusal, sessionRefusal } from "../../refusals"
import { continueAuthorization } from "./continue-authorization"
import type { ProviderContext } from "./context"
import { parseSessionInput, publicSessionData, type SessionInput } from "./session-data"
import { shopperFields } from "./shopper"

function accountOf({ account }: ProviderOptions, country: Country): string {
  const found = typeof account === "string" ? account : (account[country] ?? account.default)
  if (found === undefined) {
    throw refusal("country_without_account", country)
  }
  return found
}

/** The only origin the shopper is ever sent to is the storefront's. */
function confirmUrl(returnUrl: string | undefined, storefrontUrl: string): string {
  const storefront = new URL(storefrontUrl)
  const url = returnUrl === undefined ? storefront : URL.canParse(returnUrl) ? new URL(returnUrl) : undefined
  if (url?.origin !== storefront.origin || url.href.includes("&") || url.href.length > limitOf(parameters.URLConfirm)) {
    throw refusal("return_url_invalid")
  }
  return url.href
}

function requireAvailable(input: SessionInput): void {
  if (input.flow !== "widget" || input.payment_method_id !== undefined) {
    throw refusal("flow_not_available", input.flow)
  }
  if (input.save_payment_method) {
    throw refusal("saving_not_available")
  }
}

function enhancedDataOf({ enhanced_data }: ProviderOptions, cart: object): Record<string, unknown> | undefined {
  return typeof enhanced_data === "function" ? enhanced_data(cart as Record<string, unknown>) : enhanced_data
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
  const languageIn = (country: Country) => languageOf(input.locale, country, options.language)
  const purchase = purchaseOf(session, languageIn, options)
  const { country, currency, minorAmount, minorTaxAmount, lines } = purchase
  const language = languageIn(country)
  const refNr = fillRefNr(options.ref_nr, { sessionId: input.session_id, cartId: session.cart.id })
  const enhancedData = enhancedDataOf(options, session.cart)

  const values: RequestOf<typeof CALLS.createSession> = {
    TransID: input.session_id,
    RefNr: refNr,
    Amount: minorAmount,
    TaxAmount: minorTaxAmount,
    Currency: currency,
    Language: language,
    Account: accountOf(options, country),
    ArticleList: { order_lines: lines },
    URLConfirm: confirmUrl(input.return_url, options.storefront_url),
    PayType: (input.pay_type ?? options.pay_types).join(","),
    ...sessionAddresses(purchase, options),
    ...shopperFields(input.customer, country, options),
    ...(options.layout ? { Layout: { options: definedOnly(options.layout) } } : {}),
    ...(enhancedData ? { EnhancedData: enhancedData } : {}),
  }
  try {
    const prepared = prepareCall(context, CALLS.createSession, values, language)
    const payment = await books.createPaygatePayments({
      provider_id: session.providerId,
      payment_session_id: input.session_id,
      trans_id: input.session_id,
      ref_nr: refNr,
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

function definedOnly(object: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
