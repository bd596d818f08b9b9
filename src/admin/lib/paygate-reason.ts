import type { Translate } from "./texts"

/** Paygate's own codes have eight characters: a digit of severity, three of a module, four of a detail. */
const PAYGATE_CODE = /^\d[0-9A-Z]{7}$/

export const isPaygateCode = (code: string): boolean => PAYGATE_CODE.test(code)

/** What a merchant reads for a detail, whatever module it comes from; many say the same to a merchant. */
const DETAILS: Record<string, string> = {
  "0003": "paygateCode.merchant",
  "0005": "paygateCode.amount",
  "0006": "paygateCode.currency",
  "002D": "paygateCode.items",
  "002E": "paygateCode.items",
  "0032": "paygateCode.reference",
  "0044": "paygateCode.signature",
  "0045": "failure.operation_in_progress",
  "0050": "paygateCode.fault",
  "0051": "paygateCode.timeout",
  "0052": "paygateCode.fault",
  "0053": "paygateCode.cancelled",
  "0054": "paygateCode.releaseFailed",
  "0055": "paygateCode.support",
  "0056": "paygateCode.timeout",
  "0059": "paygateCode.account",
  "0060": "paygateCode.notEnabled",
  "0061": "paygateCode.paymentUnknown",
  "0062": "failure.operation_in_progress",
  "0063": "failure.wrongState",
  "0067": "failure.capture_over_authorization",
  "0068": "paygateCode.alreadyAuthorized",
  "0069": "blocked.nothing_captured",
  "0070": "paygateCode.belowMinimum",
  "0071": "paygateCode.notEnabled",
  "0072": "blocked.nothing_left",
  "0073": "paygateCode.aborted",
  "0074": "paygateCode.amountFixed",
  "0075": "paygateCode.nothingAuthorized",
  "0081": "paygateCode.notSupported",
  "0100": "failure.klarna_declined",
  "0110": "paygateCode.expired",
  "0302": "failure.klarna_declined",
  "0305": "failure.klarna_declined",
  "0703": "paygateCode.cancelled",
  "0720": "paygateCode.signature",
  "0901": "paygateCode.request",
  "0951": "paygateCode.captureFailed",
  "0957": "failure.refund_over_capture",
  "0958": "blocked.nothing_to_refund",
  "1358": "paygateCode.shipping",
  "1366": "regionReason.country_not_supported",
  "1370": "failure.addressRefused",
  "1371": "failure.invoice_unknown",
  "1373": "failure.invoice_unknown",
  "1374": "paygateCode.fault",
  "139G": "paygateCode.expired",
  "1937": "failure.addressRefused",
  "1940": "failure.addressRefused",
  "1943": "paygateCode.request",
  "1944": "paygateCode.expired",
  "1951": "failure.expired",
  "1952": "paygateCode.tooManyCaptures",
  "1954": "failure.klarna_declined",
  "1955": "failure.expired",
  "1956": "paygateCode.tooManyRefunds",
}

/** Paygate's parameters that a detail names, where a merchant reads nothing more fitting for it. */
const PARAMETERS: Record<string, string> = {
  "0001": "PayID",
  "0002": "TransID",
  "0004": "ReqID",
  "0010": "Response",
  "0011": "OrderDesc",
  "0014": "Plain",
  "0020": "URLSuccess",
  "0021": "URLFailure",
  "0022": "URLNotify",
  "1232": "EventToken",
  "1888": "URLConfirm",
}

/** Modules that say all there is to say, whatever their detail. */
const MODULES: Record<string, string> = {
  "001": "paygateCode.encryption",
  "018": "paygateCode.expired",
  "030": "paygateCode.fault",
  "040": "failure.operation_in_progress",
}

/** What a module says of the parameter that the detail names. */
const VALUES: Record<string, string> = {
  "010": "paygateCode.valueMissing",
  "013": "paygateCode.valueLength",
  "014": "paygateCode.valueLength",
  "015": "paygateCode.valueMissing",
  "017": "paygateCode.valueUsed",
}

/** What a module says where the detail is none that is known. */
const OTHERWISE: Record<string, string> = {
  "010": "paygateCode.request",
  "011": "paygateCode.request",
  "012": "paygateCode.request",
  "013": "paygateCode.request",
  "014": "paygateCode.request",
  "015": "paygateCode.request",
  "016": "paygateCode.request",
  "017": "paygateCode.request",
  "019": "paygateCode.request",
  "050": "paygateCode.notEnabled",
}

function keyOf(module: string, detail: string): string {
  const ofParameter = PARAMETERS[detail] && (VALUES[module] ?? "paygateCode.valueRefused")
  return MODULES[module] ?? DETAILS[detail] ?? ofParameter ?? OTHERWISE[module] ?? "paygateCode.unlisted"
}

/** What Paygate says by a code, and what to do about it, in the user's language and with the code for its support. */
export function reasonOfCode(code: string, t: Translate): string {
  const detail = code.slice(4)
  const name = PARAMETERS[detail]
  const reason = () => {
    if (code.startsWith("6")) return t("blocked.pending")
    if (!/^[24]/.test(code)) return t("paygateCode.unclear")
    return t(keyOf(code.slice(1, 4), detail), name ? { name } : {})
  }
  return t("failure.withCode", { reason: reason(), code })
}
