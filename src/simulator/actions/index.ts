import type { CallName, Incoming, Outcome } from "../calls"
import type { State } from "../state"
import { resendInvoice, updateAddress, updateOrder, updateReference } from "./changes"
import { openHostedPage } from "./hosted"
import { inquire, inquireByTransID } from "./inquire"
import { capture, credit, reverse } from "./money"
import { createOrder, createRecurringOrder } from "./order"
import { createSession } from "./session"

type Handlers = { readonly [Name in CallName]: (incoming: Incoming<Name>, state: State) => Outcome }

/** What each call does. */
const HANDLERS: Handlers = {
  createSession,
  openHostedPage,
  createOrder,
  createRecurringOrder,
  updateAddress,
  updateReference,
  updateOrder,
  capture,
  resendInvoice,
  credit,
  reverse,
  inquire,
  inquireByTransID,
}

/** Carries out a validated request; throws a `Refusal`, and then nothing has changed. */
export function act<Name extends CallName>(incoming: Incoming<Name>, state: State): Outcome {
  return HANDLERS[incoming.name](incoming, state)
}
