import { z } from "zod"
import { CALLS, type Call, type RequestOf } from "../paygate"
import type { KnownMerchant } from "./merchants"
import { refuse, refuseParameter } from "./refusals"
import type { Payment } from "./payment"

export type CallName = keyof typeof CALLS
type CallNamed<Name extends CallName> = (typeof CALLS)[Name]

/** A request that passed every check which needs no payment. */
export interface Incoming<Name extends CallName = CallName> {
  name: Name
  merchant: KnownMerchant
  values: RequestOf<CallNamed<Name>>
  /** As received, by the declared spelling of the names, without MAC. */
  parameters: Readonly<Record<string, string>>
  /** Klarna is to think it over (a scenario, or the magic e-mail address). */
  pending: boolean
}

/** What a handler made of a request: the payment it concerns and what the answer has beside the common fields. */
export interface Outcome {
  payment: Payment
  answer?: Readonly<Record<string, unknown>>
  pending?: boolean
}

function constantOf(call: Call, name: string): unknown {
  const schema = call.request[name]
  return schema instanceof z.ZodLiteral ? schema.value : undefined
}

/** Finds the call a request means by its script, its `EventToken` and, for orders, its `RTF`. */
export function findCall(script: string, wire: ReadonlyMap<string, string>): CallName {
  const candidates = Object.values(CALLS).filter((call) => call.script === script)
  const event = wire.get("eventtoken") || undefined
  const named = candidates.filter((call) => constantOf(call, "EventToken") === event)
  const recurring = wire.get("rtf") === "R" ? "R" : undefined
  const call = named.find((one) => constantOf(one, "RTF") === recurring)
  if (call) {
    return call.name as CallName
  }
  return named.length > 0 ? refuse("unsupported") : refuseParameter("value", "EventToken")
}

/** The scripts there are, in lower case. */
export const SCRIPTS: ReadonlySet<string> = new Set(Object.values(CALLS).map((call) => call.script))
