import en from "../i18n/json/en.json"
import { isPaygateCode, reasonOfCode } from "./paygate-reason"
import { RequestError } from "./request-error"
import type { Translate } from "./texts"
import { describeUnsent } from "./unsent"

/** What went wrong, in the user's language where the plugin knows the words, else as it was answered. */
export function describeFailure(error: unknown, t: Translate): string {
  if (!(error instanceof RequestError)) return t("failure.connection")
  const { code, message } = error
  if (code === undefined) return message
  return describeRefusal(code, t) ?? (isPaygateCode(code) ? t("failure.paygate", { message }) : message)
}

/** What a refusal's code means; `null` for one that the dashboard has no words for. */
export function describeRefusal(code: string, t: Translate): string | null {
  if (isPaygateCode(code)) return reasonOfCode(code, t)
  if (Object.hasOwn(en.failure, code)) return t(`failure.${code}`)
  // What is not allowed any more is refused by the reason that disables it.
  if (Object.hasOwn(en.blocked, code)) return t(`blocked.${code}`)
  return describeUnsent(code, t)
}
