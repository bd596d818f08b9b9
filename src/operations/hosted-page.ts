import { hookUrls } from "../connection"
import type { HostedVisit, PaygatePaymentRecord } from "../modules/paygate-klarna"
import { CALLS, type BrowserForm, type Language } from "../paygate"
import {
  definedOnly,
  fingerprint,
  orderRequest,
  purchaseOf,
  readSession,
  toMajor,
  type Purchase,
  type Query,
} from "../purchase"
import { refusal } from "../refusals"
import type { OperationContext } from "./context"

/** More than a shopper makes who goes back and forth; each is kept for as long as the payment. */
const MOST_VISITS = 50

/** The TransID of the n-th time a session goes to the hosted page: Paygate wants each only once. */
function transIdOf(sessionId: string, visit: number): string {
  return visit === 1 ? sessionId : `${sessionId}-${visit}`
}

/** The session a TransID of the hosted page belongs to. */
export function sessionIdOfTransId(transId: string): string {
  return transId.split("-")[0] ?? transId
}

type BillingName = "bdFirstName" | "bdLastName" | "bdEmail" | "bdStreet" | "bdZip" | "bdCity"

/** The hosted page demands the billing address whole. */
type WholeAddresses = Omit<Purchase["addresses"], BillingName> & Record<BillingName, string>

/** Throws `address_incomplete`. */
export function requireWholeAddress({ addresses }: Purchase): WholeAddresses {
  if (!addresses.bdFirstName) {
    throw refusal("address_incomplete")
  }
  return addresses as WholeAddresses
}

/**
 * The form that takes the shopper to Klarna's hosted page, over the cart as it is now. What it is over is noted first:
 * the order is created over that, or not at all. Throws refusals, `payment_closed` among them.
 */
export async function visitHostedPage(
  { options, books, client }: OperationContext,
  query: Query,
  payment: PaygatePaymentRecord,
): Promise<BrowserForm> {
  if (payment.state !== "open") {
    throw refusal("payment_closed")
  }
  if (((payment.visits as unknown[] | null) ?? []).length >= MOST_VISITS) {
    throw refusal("session_unknown")
  }
  const sessionId = payment.payment_session_id
  const language = payment.language as Language
  const session = await readSession(query, sessionId)
  const purchase = purchaseOf(session, () => language, options)
  const addresses = requireWholeAddress(purchase)
  const isAuto = options.order_creation === "auto"
  const visit: Omit<HostedVisit, "trans_id" | "at"> = {
    is_auto: isAuto,
    amount: purchase.minorAmount,
    major_amount: String(toMajor(purchase.minorAmount, purchase.currency)),
    tax_amount: purchase.minorTaxAmount,
    currency_code: purchase.currency,
    lines_fingerprint: fingerprint(purchase.lines, options.hmac_key[0]),
    addresses_fingerprint: fingerprint(purchase.addresses, options.hmac_key[0]),
  }
  const transId = await books.addVisit(payment.id, visit, (count) => transIdOf(sessionId, count))
  const { success, failure } = hookUrls(options, payment.provider_id)
  return client.prepareForm(
    CALLS.openHostedPage,
    {
      ...orderRequest(purchase, session, { options, language, sessionId }),
      ...addresses,
      TransID: transId,
      URLConfirm: payment.return_url ?? options.storefront_url,
      URLSuccess: success,
      URLFailure: failure,
      ...(isAuto ? { Order: "AUTO" as const } : {}),
      ...(options.company_or_person ? { CompanyOrPerson: options.company_or_person } : {}),
      ...(options.hosted_layout ? { Layout: { options: definedOnly(options.hosted_layout) } } : {}),
    },
    language,
  )
}
