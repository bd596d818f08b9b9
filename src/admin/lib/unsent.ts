import en from "../i18n/json/en.json"
import type { Translate } from "./texts"

/** Why a call never left, by the plugin's code for it; `null` for the code of one that did. */
export function describeUnsent(code: string, t: Translate): string | null {
  if (Object.hasOwn(en.unsent, code)) return t("timeline.nothingSent", { reason: t(`unsent.${code}`) })
  // Refused by the plugin before it was sent.
  return Object.hasOwn(en.failure, code) ? t("timeline.nothingSent", { reason: t(`failure.${code}`) }) : null
}
