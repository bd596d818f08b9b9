import { CALLS } from "../paygate"
import { act } from "./actions"
import { answerOutcome, answerRefusal, type Answer } from "./answer"
import type { Incoming, Outcome } from "./calls"
import type { Payment } from "./payment"
import { Refusal, refuse } from "./refusals"
import { State } from "./state"

/** "12 Monate": how long a ReqID is remembered (protocol facts, section 4). */
const REQ_ID_MEMORY = 365 * 24 * 60 * 60 * 1000

/** The answer of the finished action with this ReqID, whatever the request says now; an open action has none. */
export function findFinished({ merchant, parameters }: Incoming, state: State): Answer | undefined {
  const reqId = parameters["ReqID"]
  const finished = reqId === undefined ? undefined : state.finished.get(State.key(merchant.merchantId, reqId))
  return finished && state.now() <= finished.at + REQ_ID_MEMORY ? finished.answer : undefined
}

/** Carries out a validated request, and books it as a step of its payment and under its ReqID. */
export function perform(incoming: Incoming, state: State, declinedWith?: string): Answer {
  const answer = carryOut(incoming, state, declinedWith)
  // Inquiries are the calls without a MAC, and no steps.
  if (CALLS[incoming.name].mac) {
    recordStep(answer, incoming, state)
  }
  const reqId = incoming.parameters["ReqID"]
  if (reqId !== undefined && answer.values.Status !== "PENDING") {
    state.finished.set(State.key(incoming.merchant.merchantId, reqId), { at: state.now(), answer })
  }
  return answer
}

function carryOut(incoming: Incoming, state: State, declinedWith: string | undefined): Answer {
  try {
    if (declinedWith !== undefined) {
      throw new Refusal(declinedWith, "declined by a scenario")
    }
    return answerOutcome(incoming.name, isHeldOpen(incoming) ? holdOpen(incoming, state) : act(incoming, state))
  } catch (error) {
    if (error instanceof Refusal) {
      return answerRefusal(incoming.name, error, incoming.merchant, incoming.parameters)
    }
    throw error
  }
}

/** Orders, the hosted page's among them, know a pending state of their own; any other pending call stays undone. */
function isHeldOpen({ name, pending }: Incoming): boolean {
  return pending && name !== "createOrder" && name !== "createRecurringOrder" && name !== "openHostedPage"
}

function holdOpen(incoming: Incoming, state: State): Outcome {
  return { payment: paymentOf(incoming, state) ?? refuse("payment_unknown"), pending: true }
}

function paymentOf({ merchant, parameters }: Incoming, state: State): Payment | undefined {
  const { PayID, TransID } = parameters
  return PayID === undefined && TransID !== undefined
    ? state.paymentByTransId(merchant.merchantId, TransID)
    : state.paymentOf(merchant.merchantId, PayID)
}

function recordStep(answer: Answer, incoming: Incoming, state: State): void {
  const { Status, Code, XID } = answer.values
  paymentOf(incoming, state)?.steps.push({
    call: incoming.name,
    xid: String(XID),
    status: Status,
    code: Code,
    at: state.now(),
    parameters: incoming.parameters,
  })
}
