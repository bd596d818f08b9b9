import type { PaygateOperationResponse } from "../../types/payment"
import { isPaygateCode, reasonOfCode } from "./paygate-reason"
import type { Translate } from "./texts"
import { describeUnsent } from "./unsent"

/** Paygate did not answer, or not in a way that can be trusted; in the books these stand in place of its code. */
const WITHOUT_ANSWER = ["timeout", "no_answer"]

/** Why a call did not simply succeed; `null` when it did, or when nothing is known. */
export function describeResult(operation: PaygateOperationResponse, t: Translate): string | null {
  const { state, code, message } = operation
  if (state === "succeeded") return null
  if (code === null) return message
  const unsent = describeUnsent(code, t)
  // What is open was sent before: only its repeat was not.
  if (WITHOUT_ANSWER.includes(code) || (unsent && state !== "failed")) return t("timeline.noAnswer")
  return unsent ?? describeAnswer(code, t)
}

/** What Paygate answered, by its code or by the plugin's word for an answer that is none. */
export function describeAnswer(code: string, t: Translate): string {
  return isPaygateCode(code) ? reasonOfCode(code, t) : t("failure.withCode", { reason: t("paygateCode.unclear"), code })
}

/** The text for how a call ended. A code that begins with 6 says that it is pending, which is an answer, too. */
export function resultKey({ state, code }: PaygateOperationResponse): string {
  return state === "unknown" && code?.startsWith("6") ? "status.pending" : `result.${state}`
}
