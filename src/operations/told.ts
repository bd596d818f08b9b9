import { isBusyCode, isPaygateCode, outcomeOfCode, type PaygateErrorKind } from "../paygate"
import { REFUSAL_CODES, type RefusalCode } from "../refusals"

/** Refusals of ours that only say that now is not the time. */
const PASSING: readonly RefusalCode[] = [
  "change_after_capture",
  "earlier_attempt_not_booked",
  "operation_in_progress",
  "outcome_unknown",
  "payment_closed",
  "payment_not_authorized",
  "sums_differ",
]

/** Every code by which nothing was sent, and nothing would be the next time. */
const UNSENDABLE: readonly string[] = [...REFUSAL_CODES.filter((code) => !PASSING.includes(code)), "invalid_request"]

/** Whether the very same would be refused again, by Paygate or before it is sent: the plugin does not repeat it by itself. */
export function isForGood({
  kind = "declined",
  code,
}: {
  kind?: PaygateErrorKind
  code?: string | null | undefined
}): boolean {
  return isPaygateCode(code ?? "")
    ? kind === "declined" && outcomeOfCode(code ?? "") === "declined" && !isBusyCode(code ?? "")
    : UNSENDABLE.includes(code ?? "")
}

/** Whether a refusal stands in the books as a step: Paygate's own, and a call that could not be built; ours came before. */
export function isBooked({ code }: { code?: string | null | undefined }): boolean {
  return isPaygateCode(code ?? "") || code === "invalid_request"
}
