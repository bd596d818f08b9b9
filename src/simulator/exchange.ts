import { randomBytes } from "node:crypto"
import { CALLS } from "../paygate"
import { answerRefusal, encryptedBody, plainBody, type Answer } from "./answer"
import { findCall, type CallName, type Incoming } from "./calls"
import { errorPage } from "./hosted/pages"
import { presentHosted } from "./hosted/present"
import { decrypt, findMerchant, readPlaintext, type OuterForm } from "./intake"
import type { KnownMerchant } from "./merchants"
import { findFinished, perform } from "./perform"
import { REFUSALS, Refusal } from "./refusals"
import { htmlReply, textReply, type Reply } from "./reply"
import type { LoggedRequest } from "./request-log"
import { checkRules } from "./rules"
import type { Behaviour } from "./scenarios"
import type { State } from "./state"
import { spellNames, validate } from "./validate"

/** Waits so many milliseconds, or throws when the simulator stops. */
export type Wait = (milliseconds: number) => Promise<void>

/** The one script whose answer a shopper sees. */
function runsInBrowser(script: string): boolean {
  return script === CALLS.openHostedPage.script
}

/** One request to a Paygate script, from its form to its answer. */
export async function exchange(state: State, script: string, form: OuterForm, wait: Wait): Promise<Reply> {
  const entry = state.requests.begin(state.now(), script)
  let merchant: KnownMerchant
  let plaintext: string
  try {
    merchant = findMerchant(form, state.merchants)
    plaintext = decrypt(form, merchant)
  } catch (error) {
    return refuseInPlainText(form, asRefusal(error), entry)
  }
  const send = (answer: Answer): Reply => {
    note(entry, answer.values)
    return runsInBrowser(script)
      ? presentHosted(answer, { merchant, state, parameters: entry.parameters })
      : textReply(encryptedBody(answer, merchant, state.settings))
  }
  let incoming: Incoming
  try {
    incoming = understand(plaintext, merchant, state, entry)
  } catch (error) {
    return send(answerRefusal(entry.call as CallName | undefined, asRefusal(error), merchant, entry.parameters))
  }
  const behaviour = state.scenarios.take(incoming.name, incoming.parameters)
  if (behaviour) {
    entry.scenario = behaviour.kind
  }
  // Looked up on arrival: two requests that are open at the same time are both carried out, ReqID or not.
  const finished = findFinished(incoming, state)
  entry.repeated = finished !== undefined
  const carryOut = (change: { pending?: boolean; declinedWith?: string } = {}): Answer => {
    const answer = finished ?? perform({ ...incoming, pending: change.pending ?? false }, state, change.declinedWith)
    note(entry, answer.values)
    return answer
  }
  return behave(behaviour, { carryOut, send, wait, merchant })
}

function understand(plaintext: string, merchant: KnownMerchant, state: State, entry: LoggedRequest): Incoming {
  const wire = readPlaintext(plaintext)
  const { mac: _secret, ...readable } = Object.fromEntries(wire)
  entry.parameters = readable
  const name = findCall(entry.script, wire)
  const given = spellNames(CALLS[name], wire)
  const { MAC: _hidden, ...shown } = given
  Object.assign(entry, { call: name, parameters: shown })
  const incoming = validate(name, given, merchant, state.settings)
  checkRules(incoming, state.settings)
  return { ...incoming, pending: false }
}

interface Stage {
  carryOut: (change?: { pending?: boolean; declinedWith?: string }) => Answer
  send: (answer: Answer) => Reply
  wait: Wait
  merchant: KnownMerchant
}

/** Plays a scenario, or answers as it should be. */
async function behave(behaviour: Behaviour | undefined, { carryOut, send, wait, merchant }: Stage): Promise<Reply> {
  if (behaviour && "processed" in behaviour && behaviour.processed) {
    carryOut()
  }
  switch (behaviour?.kind) {
    case undefined:
      return send(carryOut())
    case "slow": {
      if (behaviour.before_processing) {
        await wait(behaviour.ms)
        return send(carryOut())
      }
      const answer = carryOut()
      await wait(behaviour.ms)
      return send(answer)
    }
    case "lose_before":
      return "hang up"
    case "lose_after":
      carryOut()
      return "hang up"
    case "reset":
      return "reset"
    case "http_500":
      return textReply("Internal Server Error", 500)
    case "garbage":
      return textReply(`mid=${merchant.merchantId}&Len=120&Data=${randomBytes(120).toString("hex")}`)
    case "empty":
      return textReply("")
    case "html":
      return htmlReply("<!DOCTYPE html><title>Maintenance</title>")
    case "plain_error":
      return textReply(plainBody(merchant.merchantId, behaviour.code, "refused by a scenario"))
    case "declined":
      return send(carryOut({ declinedWith: behaviour.code ?? REFUSALS.declined.code }))
    case "pending":
      return send(carryOut({ pending: true }))
    default:
      return behaviour satisfies never
  }
}

function refuseInPlainText(form: OuterForm, refusal: Refusal, entry: LoggedRequest): Reply {
  note(entry, { Status: "FAILED", Code: refusal.code, Description: refusal.description })
  return runsInBrowser(entry.script)
    ? htmlReply(errorPage(refusal.code, refusal.description), 400)
    : textReply(plainBody(form.get("merchantid") ?? "", refusal.code, refusal.description))
}

function note(entry: LoggedRequest, { Status, Code, Description }: Pick<Answer, "values">["values"]): void {
  Object.assign(entry, { status: Status, code: Code, description: Description })
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error
  }
  throw error
}
