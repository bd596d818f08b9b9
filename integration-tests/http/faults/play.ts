import { setTimeout as wait } from "node:timers/promises"
import { HttpError } from "../../clients/http"
import type { ShopSuite } from "../../shop/suite"
import { expectBothSidesAgree, readBooks } from "../both-sides"
import { eventually } from "../eventually"
import type { Scene } from "../scene"
import { isSlow, SLOW_MS, type Fault } from "./faults"
import type { Operation, Subject } from "./operations"

/** One operation that one fault meets, and whether anybody asks for it again before the job comes. */
export interface Combination {
  operation: Operation
  fault: Fault
  isRetried: boolean
  subject: Subject
}

export function nameOf({ operation, fault, isRetried }: Combination): string {
  return `${operation.name}, ${fault.name}, ${isRetried ? "asked for again" : "left to the job"}`
}

/** How a request ended: `done`, or the code of the refusal. */
async function endOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => "done",
    (error: unknown) => (error instanceof HttpError ? String(error.body["code"]) : String(error)),
  )
}

/** Asks once, and the answer is lost. */
export async function meetFault(scene: Scene, { operation, fault, subject }: Combination): Promise<void> {
  await operation.prepare?.(scene, subject)
  const { call } = operation
  const match = subject.sessionId ? { trans_id: subject.sessionId } : { amount: subject.total }
  scene.paygate.addScenario({ call, match, behaviour: fault.behaviour })
  expect({ end: await endOf(operation.ask(scene, subject)) }).toEqual({ end: operation.end })
  // What a subscriber asks for comes a moment later.
  const waiting = () => scene.paygate.scenarios().map((scenario) => scenario.match)
  await eventually(() => expect(waiting()).not.toContainEqual(match))
}

/** Settled only when Paygate can no longer be at it: not by asking again, and not by an inquiry. */
function isSettledLate({ operation, fault }: Combination): boolean {
  return operation.isInvisible === true && isSlow(fault)
}

/** Asks again at once; where Paygate may still be at it then, which is no time for a second try, once more after that. */
export async function askAgain(scene: Scene, combination: Combination): Promise<void> {
  const { operation, fault, subject } = combination
  const ask = operation.askAgain ?? operation.ask
  let end = await endOf(ask(scene, subject))
  if (isSlow(fault) && (end !== "done" || operation.isIdempotent)) {
    await wait(SLOW_MS)
    end = await endOf(ask(scene, subject))
  }
  if (!isSettledLate(combination)) {
    expect({ "asked again": end }).toEqual({ "asked again": "done" })
  }
}

function isDone({ operation, fault: { isCarriedOut }, isRetried }: Combination): boolean {
  return operation.isDone({ isCarriedOut, isRetried })
}

/** What time and the job have to settle. Medusa does not ask again for a cart that has become an order. */
export function isLeftToJob(combination: Combination): boolean {
  const { isRetried, operation } = combination
  return !isRetried || !isDone(combination) || isSettledLate(combination) || operation.call === "createOrder"
}

/** Both sides agree, nothing is open, and nothing was carried out twice. */
export async function expectSettled(suite: ShopSuite, scene: Scene, combination: Combination): Promise<void> {
  const { operation, subject } = combination
  const done = isDone(combination)
  if (operation.call === "createSession") {
    await expectOpened(suite, scene, combination)
  } else if (operation.call === "createOrder" && !done) {
    await expectNeverPaid(suite, scene, combination)
  } else {
    const standing = done ? operation.after(subject) : subject.standing
    expect(await expectBothSidesAgree(suite, scene, subject)).toEqual(standing)
    subject.standing = standing
    const { call } = operation
    const expected = (subject.carriedOut[call] ?? 0) + (done ? 1 : 0)
    const steps = scene.ledger(subject.payId).steps.filter((step) => step.call === call && step.status === "OK")
    expect({ carriedOut: steps.length }).toEqual({ carriedOut: expected })
    subject.carriedOut[call] = expected
  }
}

/** The session without an answer is given up; asked again, the shopper has another. */
async function expectOpened(suite: ShopSuite, scene: Scene, combination: Combination): Promise<void> {
  const books = readBooks(suite)
  const asked = scene.paygate
    .requests({ call: "createSession" })
    .filter(({ parameters }) => Number(parameters["Amount"]) === combination.subject.total)
  const payments = await books.listPaygatePayments({
    payment_session_id: asked.map(({ parameters }) => parameters["TransID"] ?? ""),
  })
  expect(payments.map(({ state }) => state).sort()).toEqual(isDone(combination) ? ["failed", "open"] : ["failed"])
  for (const { id } of payments) {
    expect(await books.findOpenOperation(id)).toBeUndefined()
  }
}

/** An order whose payment came to nothing: Klarna was asked for it once only, and the merchant sees it unpaid. */
async function expectNeverPaid(suite: ShopSuite, scene: Scene, { subject }: Combination): Promise<void> {
  const books = readBooks(suite)
  const payment = await books.findPaymentBySession(subject.sessionId)
  expect(payment).toMatchObject({ state: "failed", authorized_amount: 0, authorization_token: null })
  expect(await books.findOpenOperation(payment!.id)).toBeUndefined()
  expect(scene.paygate.requests({ call: "createOrder", trans_id: subject.sessionId })).toHaveLength(1)
  expect(scene.ledger(subject.payId)).toMatchObject({ state: "session", authorized: 0 })
  const order = await scene.merchant.readOrder(subject.orderId)
  expect({ status: order.status, payment_status: order.payment_status }).toEqual({
    status: "canceled",
    payment_status: "canceled",
  })
}
