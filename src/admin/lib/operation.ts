import type { PaygateOperationResponse } from "../../types/payment"
import { reasonOfCode } from "./paygate-reason"
import type { Translate } from "./texts"
import { describeUnsent } from "./unsent"

/** Paygate did not answer, or not in a way that can be trusted; in the books these stand in place of its code. */
const WITHOUT_ANSWER = ["timeout", "no_answer"]

/** Why a call did not simply succeed; `null` when it did, or when nothing is known. */
export function describeResult(operation: PaygateOperationResponse, t: Translate): string | null {
  const { state, code, meaning, message } = operation
  if (state === "succeeded") return null
  if (code !== null) {
    const unsent = describeUnsent(code, t)
    // What is open was sent before: only its repeat was not.
    if (WITHOUT_ANSWER.includes(code) || (unsent && state !== "failed")) return t("timeline.noAnswer")
    const reason = unsent ?? reasonOfCode(code, t)
    if (reason) return reason
  }
  const words = meaning ?? message
  return words && code && !words.includes(code) ? `${words} (${code})` : (words ?? code)
}

/** The text for how a call ended. A code that begins with 6 says that it is pending, which is an answer, too. */
export function resultKey({ state, code }: PaygateOperationResponse): string {
  return state === "unknown" && code?.startsWith("6") ? "status.pending" : `result.${state}`
}
