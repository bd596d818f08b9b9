/**
 * Paygate's eight-character codes: one digit of severity, three characters of module, four of detail
 * (protocol facts, section 4, "Code"). A code is a string: leading zeros count and letters occur.
 */
const SEVERITIES: Record<string, string> = {
  "0": "success",
  "2": "error",
  "4": "fatal error",
  "6": "pending",
  "7": "3-D Secure information",
}

export const MODULES: Record<string, string> = {
  "001": "encryption",
  "010": "parameter missing",
  "011": "format error",
  "012": "value invalid",
  "013": "value too short",
  "014": "value too long",
  "015": "value missing",
  "016": "value unknown",
  "017": "value already used",
  "018": "expired",
  "019": "not allowed for this message version",
  "030": "database",
  "040": "locking",
  "050": "merchant configuration",
  "060": "payment",
  "187": "Klarna (old interface)",
  "264": "Klarna Checkout",
  "289": "Klarna Payments",
}

export const DETAILS: Record<string, string> = {
  "0001": "PayID",
  "0002": "TransID",
  "0003": "MerchantID",
  "0004": "ReqID",
  "0005": "Amount",
  "0006": "Currency",
  "0010": "Response",
  "0011": "OrderDesc",
  "0014": "Plain",
  "0020": "URLSuccess",
  "0021": "URLFailure",
  "0022": "URLNotify",
  "002D": "TaxAmount",
  "002E": "ArticleList",
  "0032": "RefNr",
  "0044": "MAC",
  "0045": "merchant busy",
  "0050": "system error",
  "0051": "timeout",
  "0052": "communication error",
  "0053": "cancelled by the shopper",
  "0054": "reversal error",
  "0055": "unknown, contact support",
  "0056": "timeout at the acquirer",
  "0059": "Account",
  "0060": "not active",
  "0061": "PayID not found",
  "0062": "another step of this payment is in progress",
  "0063": "action not allowed",
  "0067": "capture exceeds the authorization",
  "0068": "already authorized",
  "0069": "nothing captured",
  "0070": "amount below the minimum",
  "0071": "disabled",
  "0072": "already captured",
  "0073": "aborted",
  "0074": "amount cannot be changed",
  "0075": "nothing authorized",
  "0081": "action not supported",
  "0100": "declined",
  "0110": "expired",
  "0302": "rejected",
  "0305": "rejected",
  "0703": "cancelled by the shopper",
  "0720": "invalid hash",
  "0901": "message format error",
  "0951": "capture failed",
  "0957": "refund exceeds what is left",
  "0958": "already refunded in full",
  "1232": "EventToken",
  "1358": "ShippingData",
  "1366": "country not supported",
  "1370": "address",
  "1371": "invoice",
  "1373": "InvoiceNr",
  "1374": "Klarna system error",
  "139G": "token expired",
  "1888": "URLConfirm",
  "1937": "bdAddressAddition",
  "1940": "sdAddressAddition",
  "1943": "invalid request",
  "1944": "AccessToken",
  "1951": "order expired",
  "1952": "too many captures",
  "1954": "rejected",
  "1955": "authorization expired",
  "1956": "too many refunds",
}

/**
 * Details that Paygate answers when it does not know itself what happened at Klarna: its answer is trusted, the
 * outcome of the step is not.
 */
const IN_DOUBT = new Set(["0050", "0051", "0052", "0055", "0056", "1374"])

/** A database that failed may have failed after Klarna had acted. */
const IN_DOUBT_MODULES = new Set(["030"])

export const SUCCESS_CODE = "00000000"

/** Whether a text is a code at all; anything else in its place is neither believed nor repeated in messages. */
export function isPaygateCode(code: string): boolean {
  return /^\d[0-9A-Z]{7}$/i.test(code)
}

interface CodeParts {
  severity: string
  module: string
  detail: string
}

function splitCode(code: string): CodeParts {
  return { severity: code.slice(0, 1), module: code.slice(1, 4), detail: code.slice(4, 8) }
}

/** What a code means, in English: `22890100` → `error, Klarna Payments: declined (22890100)`. */
export function describeCode(code: string): string {
  const { severity, module, detail } = splitCode(code)
  const parts = [SEVERITIES[severity], MODULES[module]].filter((part) => part !== undefined)
  const meaning = DETAILS[detail]
  const text = parts.join(", ") + (meaning && detail !== "0000" ? `: ${meaning}` : "")
  return text ? `${text} (${code})` : `unlisted code ${code}`
}

/** What a code says about the step: done, refused for good, still running, or not known to Paygate itself. */
export function outcomeOfCode(code: string): "succeeded" | "declined" | "pending" | "unknown" {
  if (code === SUCCESS_CODE) {
    return "succeeded"
  }
  if (!isPaygateCode(code)) {
    return "unknown"
  }
  const { severity, module, detail } = splitCode(code)
  if (severity === "6") {
    return "pending"
  }
  if (severity === "2" || severity === "4") {
    return IN_DOUBT.has(detail) || IN_DOUBT_MODULES.has(module) ? "unknown" : "declined"
  }
  return "unknown"
}

/** Details by which Paygate is busy with another step (protocol facts, section 4). */
const BUSY = new Set(["0045", "0062"])

/** Whether a refusal only says that another step, or the merchant's quota, was in the way. */
export function isBusyCode(code: string): boolean {
  const { module, detail } = splitCode(code)
  return BUSY.has(detail) || module === "040"
}

/** Details by which an order or its authorization is said to have lapsed (protocol facts, section 4). */
const LAPSED = new Set(["1951", "1955"])

/** Whether a refusal says that there is nothing left because the authorization has lapsed. */
export function isLapsedCode(code: string): boolean {
  return isPaygateCode(code) && LAPSED.has(splitCode(code).detail)
}

/** Details by which the shopper has turned back at Klarna (protocol facts, section 4). */
const CANCELLED = new Set(["0053", "0703"])

/** Whether a refusal says that it was the shopper who did not want to pay, rather than Klarna who declined. */
export function isCancelledCode(code: string): boolean {
  return isPaygateCode(code) && CANCELLED.has(splitCode(code).detail)
}
