import type { PaygateOperationResponse, PaygatePaymentActionResponse } from "../../types/payment"
import { isPaygateCode, reasonOfCode } from "./paygate-reason"
import { isOpen } from "./status"
import type { Translate } from "./texts"
import { describeUnsent } from "./unsent"

/** Paygate did not answer, or not in a way that can be trusted; in the books these stand in place of its code. */
const WITHOUT_ANSWER = ["timeout", "no_answer"]

/** What became of a call beyond a plain success; `null` when that was all, or when nothing is known. */
export function describeResult(operation: PaygateOperationResponse, t: Translate): string | null {
  const { state, evidence, code } = operation
  switch (evidence) {
    case "nothing_sent":
      return describeUnsent(code ?? "", t)
    case "inquiry":
      return t(state === "succeeded" ? "timeline.foundDone" : "timeline.foundUndone")
    case "none":
      return t(operation.kind === "inquire" ? "timeline.notTold" : "timeline.givenUp")
    case "answer":
      return state === "succeeded" || code === null ? null : describeAnswer(code, t)
    case null:
      return describeOpen(operation, t)
    default:
      return evidence satisfies never
  }
}

/** What is known of a call that is open. */
function describeOpen({ code, message }: PaygateOperationResponse, t: Translate): string | null {
  if (code === null) return message
  return WITHOUT_ANSWER.includes(code) ? t("timeline.noAnswer") : describeAnswer(code, t)
}

/** What Paygate answered, by its code or by the plugin's word for an answer that is none. */
export function describeAnswer(code: string, t: Translate): string {
  return isPaygateCode(code) ? reasonOfCode(code, t) : t("failure.withCode", { reason: t("paygateCode.unclear"), code })
}

/** Paygate's code where `describeResult` does not name it: of a success it says no more. */
export function unnamedCode({ state, evidence, code }: PaygateOperationResponse): string | null {
  const isNamed = evidence === "answer" ? state !== "succeeded" : evidence === null
  return code !== null && isPaygateCode(code) && !isNamed ? code : null
}

/** How a call ended. A code that begins with 6 says that it is pending, which is an answer, too. */
export function resultOf({ state, code, evidence }: PaygateOperationResponse): {
  key: string
  color: "blue" | "green" | "red" | "orange"
} {
  switch (state) {
    case "started":
      return { key: "result.started", color: "blue" }
    case "succeeded":
      return { key: "result.succeeded", color: "green" }
    case "failed":
      // Nobody knows, and nobody has to: it is not open any more.
      return evidence === "none"
        ? { key: "result.unanswered", color: "orange" }
        : { key: "result.failed", color: "red" }
    case "unknown":
      return { key: code?.startsWith("6") ? "status.pending" : "result.unknown", color: "orange" }
    default:
      return state satisfies never
  }
}

/** What it has come to that Paygate was asked how a payment stands. */
export function describeSync(
  { payment, operation }: Pick<PaygatePaymentActionResponse, "payment" | "operation">,
  t: Translate,
): string {
  if (operation && isOpen(operation)) return t("sync.open")
  return t(payment.divergence ? "sync.differs" : "sync.done")
}
