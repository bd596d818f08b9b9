import type { AuthorizePaymentInput, AuthorizePaymentOutput } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { ProviderOptions } from "../../connection"
import { isOrderedByPaygate, type PaygatePaymentRecord, type PaymentChanges } from "../../modules/paygate-klarna"
import { CALLS, isPaygateError, type AnswerOf, type Language, type PaygateError } from "../../paygate"
import {
  carryOut,
  expiryOf,
  isInformational,
  prepareCall,
  settleOpenOperation,
  TOKEN_LIFETIME_MS,
  withPayment,
} from "../../operations"
import { matchesFingerprint, purchaseOf, readSession, toMajor, type Purchase } from "../../purchase"
import { authorizationRefusal, completionRefusal, refusal } from "../../refusals"
import type { ProviderContext } from "./context"
import { safeRedirectUrl } from "./redirect-url"

/** What stays in the session's data once the widget's client token is of no more use. */
function afterwards(
  payment: PaygatePaymentRecord,
  sessionId: string,
  data: Record<string, unknown> | undefined,
): Record<string, unknown> {
  return {
    session_id: sessionId,
    flow: payment.flow,
    pay_id: payment.pay_id,
    ...(data?.["pay_type"] === undefined ? {} : { pay_type: data["pay_type"] }),
    // Medusa merges this over what is stored, so leaving it out would keep it.
    client_token: undefined,
  }
}

function requireToken({ authorization_token, authorization_token_at }: PaygatePaymentRecord): string {
  if (!authorization_token || !authorization_token_at) {
    throw refusal("authorization_token_missing")
  }
  if (Date.now() - new Date(authorization_token_at).getTime() >= TOKEN_LIFETIME_MS) {
    throw refusal("authorization_token_expired")
  }
  return authorization_token
}

/** Compares the cart as it is now with what the session was opened over; Klarna would refuse, or charge wrongly. */
function requireUnchanged(payment: PaygatePaymentRecord, now: Purchase, keys: readonly string[]): void {
  const sameMoney =
    now.minorAmount === payment.session_amount &&
    now.minorTaxAmount === payment.session_tax_amount &&
    now.currency === payment.currency_code
  if (!sameMoney || !matchesFingerprint(now.lines, payment.lines_fingerprint, keys)) {
    throw refusal("cart_changed")
  }
  if (!matchesFingerprint(now.addresses, payment.addresses_fingerprint, keys)) {
    throw refusal("address_changed")
  }
}

/**
 * What is about to be released is nobody's any more. An order that Paygate has created by itself, after the hosted page,
 * was confirmed over the cart of then, and Medusa's has to be the same; once it waits for Klarna's decision, it is.
 */
async function requireWanted({ options, query }: ProviderContext, payment: PaygatePaymentRecord): Promise<void> {
  if (payment.release_due_at) {
    throw refusal("payment_closed")
  }
  const session = isOrderedByPaygate(payment) ? await readSession(query, payment.payment_session_id) : undefined
  if (session?.status === "pending") {
    requireUnchanged(
      payment,
      purchaseOf(session, () => payment.language as Language, options),
      options.hmac_key,
    )
  }
}

async function placeOrder(context: ProviderContext, payment: PaygatePaymentRecord): Promise<PaygatePaymentRecord> {
  const { options, query } = context
  const token = requireToken(payment)
  const language = payment.language as Language
  const session = await readSession(query, payment.payment_session_id)
  const purchase = purchaseOf(session, () => language, options)
  requireUnchanged(payment, purchase, options.hmac_key)
  const { currency, minorAmount, minorTaxAmount, lines, addresses } = purchase
  const values = {
    PayID: payment.pay_id ?? "",
    TransID: payment.trans_id,
    ...(payment.ref_nr ? { RefNr: payment.ref_nr } : {}),
    Amount: minorAmount,
    TaxAmount: minorTaxAmount,
    Currency: currency,
    TokenExt: token,
    ArticleList: { order_lines: lines },
    ...addresses,
  }
  const carriedOut = await carryOut(context, {
    payment,
    draft: { kind: "create_order", amount: String(toMajor(minorAmount, currency)), minorAmount },
    prepare: () => prepareCall(context, CALLS.createOrder, values, language),
    changesOf: (answer, outcome) => ({
      ...orderFacts(answer, options),
      ...(outcome === "pending" ? { state: "pending" as const } : {}),
    }),
    changesByError,
  })
  return carriedOut.payment
}

function orderFacts(answer: AnswerOf<typeof CALLS.createOrder>, options: ProviderOptions) {
  return {
    klarna_order_id: answer.TransactionID ?? null,
    redirect_url: safeRedirectUrl(answer.RedirectURL, options.base_url),
    expires_at: expiryOf(new Date(), options.authorization_days),
    authorization_token: null,
    authorization_token_at: null,
    error_code: null,
  }
}

/** A token Klarna has seen is spent; one that never left may be tried again. An open outcome must not be. */
function changesByError(error: PaygateError): PaymentChanges {
  const spent = { authorization_token: null, authorization_token_at: null }
  switch (error.kind) {
    case "unknown":
      return { ...spent, error_code: null, state: "pending" }
    case "declined":
      return { ...spent, error_code: codeOf(authorizationRefusal(error)) }
    case "request":
    case "transport":
      return { error_code: codeOf(authorizationRefusal(error)) }
    default:
      return error.kind satisfies never
  }
}

/** Only refusals have a code for the storefront; others, a database's among them, are nobody's business. */
function codeOf(error: unknown): string | null {
  return MedusaError.isMedusaError(error) ? (error.code ?? null) : null
}

/** Keeps why the shopper was refused. That another attempt was faster says nothing about the payment. */
async function noteRefusal({ books }: ProviderContext, { id }: PaygatePaymentRecord, refused: unknown): Promise<void> {
  const code = codeOf(refused)
  if (code !== "operation_in_progress" && code !== "payment_closed") {
    await books.updatePaygatePayments({ id, error_code: code })
  }
}

function statusOf(payment: PaygatePaymentRecord): AuthorizePaymentOutput["status"] | undefined {
  switch (payment.state) {
    case "authorized":
      return "authorized"
    case "pending":
      return "pending_authorization"
    case "canceled":
    case "failed":
      throw refusal("payment_closed")
    case "opening":
    case "open":
      return undefined
    default:
      return payment.state satisfies never
  }
}

/**
 * Creates Klarna's order from the widget's token, once: called again, it answers from the books. An outcome that stays
 * open makes the order `pending_authorization`, since Klarna may hold one; only a trusted refusal is thrown.
 */
export async function authorizePayment(
  context: ProviderContext,
  { data, context: call }: AuthorizePaymentInput,
): Promise<AuthorizePaymentOutput> {
  const { books } = context
  const sessionId = call?.idempotency_key ?? String(data?.["session_id"])
  const known = await books.findPaymentBySession(sessionId)
  if (!known) {
    throw refusal("session_unknown")
  }
  return withPayment(context, known, async (found) => {
    const { payment, operation, isClear } = await settleOpenOperation(context, found)
    // An authorization that was carried over, or that Klarna is told something about, is there.
    const isCarriedOver = sessionId !== payment.payment_session_id
    const isKnown = isClear || isCarriedOver || (operation !== undefined && isInformational(operation))
    const status = isKnown ? statusOf(payment) : "pending_authorization"
    try {
      if (status) {
        await (isCarriedOver ? undefined : requireWanted(context, payment))
        return { status, data: afterwards(payment, sessionId, data) }
      }
      const placed = await placeOrder(context, payment)
      return { status: statusOf(placed) ?? "pending_authorization", data: afterwards(placed, sessionId, data) }
    } catch (error) {
      if (isPaygateError(error) && error.kind === "unknown") {
        return { status: "pending_authorization", data: afterwards(payment, sessionId, data) }
      }
      const refused = completionRefusal(error)
      await noteRefusal(context, payment, refused)
      throw refused
    }
  })
}
