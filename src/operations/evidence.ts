import type { PaygateOperationRecord } from "../modules/paygate-klarna"
import { outcomeOfCode } from "../paygate"
import { REFUSAL_CODES } from "../refusals"
import { isInformational, isOpen } from "./timing"

/**
 * What an operation's end is known by; the admin API's `evidence`:
 * - `nothing_sent`: it never left
 * - `answer`: Paygate's own word
 * - `inquiry`: there was no answer to go by, so Paygate was asked, or sent the same again under its ReqID
 * - `none`: there was no answer to go by, and it was given up without knowing more; so is every inquiry without one
 */
export type Evidence = "nothing_sent" | "answer" | "inquiry" | "none"

/** The codes of what was not sent: the client's, and those by which the plugin refuses what it was to do by itself. */
const UNSENT: readonly (string | null)[] = ["not_reachable", "invalid_request", ...REFUSAL_CODES]

/** What the end of an operation is known by; `null` while it is open. Its code is that of the first attempt. */
export function evidenceOf(operation: Pick<PaygateOperationRecord, "kind" | "state" | "code">): Evidence | null {
  const { kind, state, code } = operation
  if (isOpen(operation)) {
    return null
  }
  if (state === "failed" && UNSENT.includes(code)) {
    return "nothing_sent"
  }
  if (outcomeOfCode(code ?? "") === (state === "succeeded" ? "succeeded" : "declined")) {
    return "answer"
  }
  // A session is of no use without its answer, and an inquiry is asked again.
  const isGivenUp = isInformational(operation) || kind === "create_session" || kind === "inquire"
  return state === "failed" && isGivenUp ? "none" : "inquiry"
}
