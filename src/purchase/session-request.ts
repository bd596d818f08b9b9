import { fillRefNr, hookUrls, type Country, type ProviderOptions } from "../connection"
import { limitOf, parameters, type CALLS, type Language, type RequestOf } from "../paygate"
import { refusal } from "../refusals"
import type { SessionToPay } from "./cart"
import type { Purchase } from "./purchase"

/** Throws `country_without_account`. */
export function accountOf({ account }: ProviderOptions, country: Country): string {
  const found = typeof account === "string" ? account : (account[country] ?? account.default)
  if (found === undefined) {
    throw refusal("country_without_account", country)
  }
  return found
}

/** An address of the storefront's, the only origin the shopper is ever sent to; its home page unless given. */
export function storefrontUrl(returnUrl: string | undefined, { storefront_url }: ProviderOptions): string {
  const storefront = new URL(storefront_url)
  const url = returnUrl === undefined ? storefront : URL.canParse(returnUrl) ? new URL(returnUrl) : undefined
  if (url?.origin !== storefront.origin || url.href.includes("&") || url.href.length > limitOf(parameters.URLConfirm)) {
    throw refusal("return_url_invalid")
  }
  return url.href
}

function enhancedDataOf({ enhanced_data }: ProviderOptions, cart: object): Record<string, unknown> | undefined {
  return typeof enhanced_data === "function" ? enhanced_data(cart as Record<string, unknown>) : enhanced_data
}

export function definedOnly(object: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** What widget and hosted page are told alike. */
export type OrderRequest = Pick<
  RequestOf<typeof CALLS.createSession>,
  "Amount" | "TaxAmount" | "Currency" | "Language" | "Account" | "ArticleList" | "EnhancedData" | "URLNotify" | "RefNr"
>

/** The part of a session's request that says what is bought, in which language and on which account. */
export function orderRequest(
  { country, currency, minorAmount, minorTaxAmount, lines }: Purchase,
  { cart, providerId }: Pick<SessionToPay, "cart" | "providerId">,
  { options, language, sessionId }: { options: ProviderOptions; language: Language; sessionId: string },
): OrderRequest {
  const enhancedData = enhancedDataOf(options, cart)
  const { notify } = hookUrls(options, providerId)
  return {
    RefNr: fillRefNr(options.ref_nr, { sessionId, cartId: cart.id }),
    Amount: minorAmount,
    TaxAmount: minorTaxAmount,
    Currency: currency,
    Language: language,
    Account: accountOf(options, country),
    ArticleList: { order_lines: lines },
    ...(notify ? { URLNotify: notify } : {}),
    ...(enhancedData ? { EnhancedData: enhancedData } : {}),
  }
}
