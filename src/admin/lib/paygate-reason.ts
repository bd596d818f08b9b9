import type { Translate } from "./texts"

/** Paygate's own codes have eight characters. */
const PAYGATE_CODE = /^[0-9A-Z]{8}$/

export const isPaygateCode = (code: string): boolean => PAYGATE_CODE.test(code)

/** What a merchant reads for the last four characters of a refusal by Paygate's Klarna module (289). */
const REASONS: Record<string, string> = {
  "0062": "failure.operation_in_progress",
  "0063": "failure.wrongState",
  "0067": "failure.capture_over_authorization",
  "0069": "blocked.nothing_captured",
  "0072": "blocked.nothing_left",
  "0075": "blocked.nothing_left",
  "0100": "failure.declined",
  "0957": "failure.refund_over_capture",
  "0958": "blocked.nothing_to_refund",
  "1370": "failure.addressRefused",
  "1371": "failure.invoice_unknown",
  "1373": "failure.invoice_unknown",
  "1951": "failure.expired",
  "1955": "failure.expired",
}

/** A refusal by Paygate in plain words, with its code; `null` for a code that only support can read. */
export function reasonOfCode(code: string, t: Translate): string | null {
  const key = code.startsWith("2289") ? REASONS[code.slice(4)] : undefined
  return key ? t("failure.withCode", { reason: t(key), code }) : null
}
