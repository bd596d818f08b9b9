import { asCurrency, type Currency, type Language, type OrderLine } from "../paygate"
import { marketOf, type Country, type ProviderOptions } from "../connection"
import { addressFields, countryOf, type AddressFields } from "./addresses"
import { buildArticleList, type ArticleListSource, type CategoryNames, type SourceItem } from "./article-list"
import type { SessionToPay } from "./cart"
import { toMinor } from "./money"
import { refusal } from "../refusals"

/** A cart as Klarna is told of it, in session and order creation alike. */
export interface Purchase {
  country: Country
  currency: Currency
  /** Minor units. */
  minorAmount: number
  /** Minor units. */
  minorTaxAmount: number
  lines: OrderLine[]
  addresses: AddressFields
}

function currencyOf(code: string, country: Country): Currency {
  const currency = asCurrency(code)
  if (!currency) {
    throw refusal("currency_not_supported", code.toUpperCase())
  }
  if (currency !== marketOf(country).currency) {
    throw refusal("currency_not_of_country", `${currency}, ${country}`)
  }
  return currency
}

function productUrlOf(template: string | undefined): ((item: SourceItem) => string | undefined) | undefined {
  return template === undefined
    ? undefined
    : (item) =>
        item.product_handle ? template.replaceAll("{handle}", encodeURIComponent(item.product_handle)) : undefined
}

/** An order may have changed since, and its collection with it: then there is nothing to be paid by this session. */
function isPayable(collectionStatus: string): boolean {
  return collectionStatus === "not_paid" || collectionStatus === "awaiting"
}

/**
 * Works a session's cart out: country, currency, amount, lines and addresses. Throws refusals for what Klarna cannot
 * take, and `session_outdated` when the session is over another amount than the cart.
 */
export function purchaseOf(
  { amount, currencyCode, cart, categoryNames, orderCollection }: SessionToPay,
  language: (country: Country) => Language,
  options: ProviderOptions,
): Purchase {
  const country = countryOf(cart)
  const currency = currencyOf(currencyCode, country)
  const minorAmount = toMinor(amount, currency)
  if (minorAmount === 0) {
    throw refusal("amount_not_payable")
  }
  const isWhole = toMinor(cart.raw_total ?? cart.total, currency) === minorAmount
  const isToBePaid = orderCollection
    ? isPayable(orderCollection.status) && toMinor(orderCollection.amount, currency) === minorAmount
    : isWhole
  if (cart.currency_code.toUpperCase() !== currency || !isToBePaid) {
    throw refusal("session_outdated")
  }
  // A part of an order, paid after it was changed, is no list of articles.
  const { lines, taxAmount } = buildArticleList(isWhole ? cart : {}, {
    minorAmount,
    currency,
    country,
    language: language(country),
    categoryNames,
    productUrl: productUrlOf(options.product_url),
  })
  return { country, currency, minorAmount, minorTaxAmount: taxAmount, lines, addresses: addressFields(cart) }
}

/** What an authorization is lowered to. */
export interface LoweredAmount {
  minorAmount: number
  currency: Currency
  country: string
  language: Language
}

/** The lines of an order as it stands, adding up to what Klarna is to authorize from now on. */
export function orderLinesOf(
  { order, categoryNames }: { order: ArticleListSource; categoryNames: CategoryNames },
  amount: LoweredAmount,
  { product_url }: Pick<ProviderOptions, "product_url">,
): OrderLine[] {
  return buildArticleList(order, { ...amount, categoryNames, productUrl: productUrlOf(product_url) }).lines
}
