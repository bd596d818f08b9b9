import type { InitiatePaymentOutput } from "@medusajs/framework/types"
import type { Country, ProviderOptions } from "../../connection"
import { carryOut, prepareCall } from "../../operations"
import { CALLS, type Language, type RequestOf } from "../../paygate"
import {
  definedOnly,
  languageOf,
  orderRequest,
  purchaseOf,
  storefrontUrl,
  toMajor,
  type OrderRequest,
  type Purchase,
  type SessionToPay,
} from "../../purchase"
import { asRefusal, refusal, sessionRefusal } from "../../refusals"
import type { ProviderContext } from "./context"
import { newPayment } from "./new-payment"
import { publicSessionData, type SessionInput } from "./session-data"
import { shopperFields } from "./shopper"

type SessionRequest = RequestOf<typeof CALLS.createSession>

interface ToOpen {
  session: SessionToPay
  input: SessionInput
  /** What the storefront sent, as it came. */
  data: Record<string, unknown> | undefined
}

/** The addresses the session opens with: all of them, or the country alone when the browser gives them. */
function sessionAddresses(purchase: Purchase, { addresses }: ProviderOptions): Purchase["addresses"] {
  return addresses === "server" ? purchase.addresses : { bdCountryCode: purchase.country }
}

function sessionRequest(
  purchase: Purchase,
  { input, order }: { input: SessionInput; order: OrderRequest },
  options: ProviderOptions,
): SessionRequest {
  return {
    ...order,
    TransID: input.session_id,
    URLConfirm: storefrontUrl(input.return_url, options),
    PayType: (input.pay_type ?? options.pay_types).join(","),
    ...sessionAddresses(purchase, options),
    ...shopperFields(input.customer, purchase.country, options),
    ...(options.layout ? { Layout: { options: definedOnly(options.layout) } } : {}),
  }
}

/** Opens a session for Klarna's widget: one call, written to the books before it leaves. */
export async function openWidgetSession(
  context: ProviderContext,
  { session, input, data }: ToOpen,
): Promise<InitiatePaymentOutput> {
  const { options } = context
  const languageIn = (country: Country) => languageOf(input.locale, country, options.language)
  const purchase = purchaseOf(session, languageIn, options)
  const language = languageIn(purchase.country)
  const order = orderRequest(purchase, session, { options, language, sessionId: input.session_id })
  const values = sessionRequest(purchase, { input, order }, options)
  try {
    const record = newPayment(purchase, { session, input, language, order }, options)
    const answer = await open(context, { values, language, record, purchase })
    return {
      id: answer.PayID,
      data: publicSessionData(data, {
        session_id: input.session_id,
        flow: "widget",
        pay_id: answer.PayID,
        client_token: answer.AccessToken,
        pay_type: answer.PayType ?? values.PayType,
      }),
    }
  } catch (error) {
    throw asRefusal(error, sessionRefusal)
  }
}

interface Opening {
  values: SessionRequest
  language: Language
  record: ReturnType<typeof newPayment>
  purchase: Purchase
}

/** Throws `klarna_unavailable` for an answer without what the widget needs. */
async function open(context: ProviderContext, { values, language, record, purchase }: Opening) {
  const prepared = prepareCall(context, CALLS.createSession, values, language)
  const payment = await context.books.createPaygatePayments(record)
  const { minorAmount, currency } = purchase
  const { result } = await carryOut(context, {
    payment,
    draft: { kind: "create_session", amount: String(toMajor(minorAmount, currency)), minorAmount },
    prepare: () => prepared,
    changesOf: ({ PayID }) => ({ pay_id: PayID ?? null }),
  })
  const { PayID, AccessToken, PayType } = result.answer
  if (result.outcome !== "succeeded" || !PayID || !AccessToken) {
    throw refusal("klarna_unavailable")
  }
  return { PayID, AccessToken, PayType }
}
