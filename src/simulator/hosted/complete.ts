import { z } from "zod"
import { decide, placeOrder, saveAgreement } from "../actions/order"
import { PENDING_CODE } from "../answer"
import { ControlError } from "../control/control-error"
import { newKlarnaId } from "../ids"
import { notify } from "../notifications/notify"
import { SESSION_LIFETIME, type Payment } from "../payment"
import { Refusal, refuse } from "../refusals"
import { resultOf, sealResult, type ResultFields, type ResultValues } from "../result"
import { SUCCESS_CODE } from "../../paygate"
import type { State } from "../state"
import { HOSTED_OUTCOMES, type HostedOutcome, type HostedSession } from "./session"

export const completeInput = z.strictObject({ outcome: z.enum(HOSTED_OUTCOMES) })
export type CompleteInput = z.input<typeof completeInput>

/** Where the shopper's browser is sent, and with what. */
export interface BrowserReturn {
  url: string
  fields: ResultFields
}

type Said = Parameters<typeof resultOf>[1]

/**
 * What the shopper does on the hosted page. The first time decides, is booked and notified; after that the browser gets
 * the same result again, as after a second click or the back button.
 */
export function completeHostedPage(payment: Payment, input: CompleteInput, state: State): BrowserReturn {
  const { outcome } = completeInput.parse(input)
  const { hosted } = payment
  const merchant = state.merchants.get(payment.merchantId)
  if (!hosted || !merchant) {
    throw new ControlError(409, "the payment was not opened by the hosted page")
  }
  const result = hosted.result ?? conclude(payment, hosted, outcome, state)
  // A pending order counts as authorized for the shopper.
  const isRefused = result.Status === "FAILED"
  return {
    url: isRefused ? hosted.urlFailure : hosted.urlSuccess,
    fields: sealResult(result, merchant, state.settings),
  }
}

function conclude(payment: Payment, hosted: HostedSession, outcome: HostedOutcome, state: State): ResultValues {
  const result = resultOf(payment, decideOutcome(payment, hosted, outcome, state))
  hosted.outcome = outcome
  hosted.result = result
  const { XID, Status, Code } = result
  const parameters = { outcome }
  payment.steps.push({ call: "openHostedPage", xid: XID, status: Status, code: Code, at: state.now(), parameters })
  notify(payment, result, state)
  return result
}

function decideOutcome(payment: Payment, hosted: HostedSession, outcome: HostedOutcome, state: State): Said {
  try {
    switch (outcome) {
      case "pay":
        return pay(payment, hosted, state)
      case "decline":
        return refuse("declined")
      case "cancel":
        return refuse("cancelled")
      default:
        return outcome satisfies never
    }
  } catch (error) {
    if (error instanceof Refusal) {
      return { Status: "FAILED", Code: error.code, Description: error.description }
    }
    throw error
  }
}

/** Klarna issues an authorization token; with Order=AUTO Paygate uses it up at once. */
function pay(payment: Payment, hosted: HostedSession, state: State): Said {
  if (state.now() > payment.createdAt + SESSION_LIFETIME) {
    refuse("session_expired")
  }
  const verdict = decide(hosted.isPending, payment.addresses["bdEmail"])
  const TokenExt = newKlarnaId()
  state.tokens.set(TokenExt, { payId: payment.payId, at: state.now(), used: hosted.createsOrder })
  if (hosted.createsOrder) {
    placeOrder(payment, verdict, state)
    if (hosted.startsAgreement && verdict === "accepted") {
      saveAgreement(payment, state)
    }
  }
  return hosted.createsOrder && verdict === "pending"
    ? { Status: "PENDING", Code: PENDING_CODE, Description: "pending", TokenExt }
    : { Status: "OK", Code: SUCCESS_CODE, Description: "success", TokenExt }
}
