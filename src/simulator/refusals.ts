/**
 * Every refusal and its code, in one place. A code is severity (2, an error), module and detail of Paygate's table
 * (protocol facts, section 4); which combination the real one answers with was not published, so these are the
 * plainest ones.
 */
const KLARNA = "289"

/** What Klarna, or Paygate's knowledge of a payment, refuses. */
export const REFUSALS = {
  declined: { code: `2${KLARNA}0100`, means: "Klarna declined" },
  cancelled: { code: `2${KLARNA}0053`, means: "the shopper cancelled" },
  rejected: { code: `2${KLARNA}0302`, means: "Klarna rejected the pending order" },
  payment_unknown: { code: `2${KLARNA}0061`, means: "no payment has this PayID" },
  step_in_progress: { code: `2${KLARNA}0062`, means: "the order is pending at Klarna" },
  not_allowed: { code: `2${KLARNA}0063`, means: "the payment's state does not allow this" },
  overcapture: { code: `2${KLARNA}0067`, means: "the capture exceeds what is left of the authorization" },
  already_ordered: { code: `2${KLARNA}0068`, means: "the session has an order already" },
  nothing_captured: { code: `2${KLARNA}0069`, means: "nothing is captured" },
  already_captured: { code: `2${KLARNA}0072`, means: "everything is captured" },
  nothing_authorized: { code: `2${KLARNA}0075`, means: "nothing is authorized, or all of it is released" },
  session_expired: { code: `2${KLARNA}0110`, means: "the session is older than 48 hours" },
  token_expired: { code: `2${KLARNA}139G`, means: "the authorization token is used or older than 60 minutes" },
  token_unknown: { code: `2${KLARNA}1943`, means: "Klarna did not issue this token or agreement for this" },
  authorization_expired: { code: `2${KLARNA}1955`, means: "the authorization is older than 28 days" },
  overcredit: { code: `2${KLARNA}0957`, means: "the credit exceeds what is captured and not yet credited" },
  already_credited: { code: `2${KLARNA}0958`, means: "everything captured is credited" },
  invoice_unknown: { code: `2${KLARNA}1373`, means: "the payment has no capture with this InvoiceNr" },
  address_differs: { code: `2${KLARNA}1370`, means: "the address is not the one Klarna authorized" },
  amount_differs: { code: `2${KLARNA}0005`, means: "Amount is not what the payment has (or has left)" },
  tax_differs: { code: `2${KLARNA}002D`, means: "TaxAmount is not the session's" },
  currency_differs: { code: `2${KLARNA}0006`, means: "Currency is not the payment's" },
  lines_differ: { code: `2${KLARNA}002E`, means: "ArticleList is not the session's" },
  trans_id_differs: { code: `2${KLARNA}0002`, means: "TransID is not the payment's" },
  trans_id_used: { code: "20170002", means: "TransID belongs to another payment" },
  trans_id_unknown: { code: "20160002", means: "no payment has this TransID" },
  account_unknown: { code: "20160059", means: "the merchant has no such Account" },
  merchant_unknown: { code: "20160003", means: "no such MerchantID" },
  below_minimum: { code: "20600070", means: "the amount is below the allowed minimum" },
  unreadable: { code: "20010901", means: "Data cannot be decrypted with this merchant's key" },
  bad_length: { code: "20110901", means: "Len is not the plaintext's length, or the message is malformed" },
  excluded: { code: "20121943", means: "parameters that exclude each other" },
  unsupported: { code: "20600081", means: "the simulator does not do this" },
} as const

export type RefusalName = keyof typeof REFUSALS

/** What a parameter by itself can have wrong. */
export const PARAMETER_FAULTS = {
  missing: { module: "010", means: "is missing" },
  format: { module: "011", means: "has the wrong format" },
  value: { module: "012", means: "has a value that is not allowed" },
  too_long: { module: "014", means: "is too long" },
} as const

export type ParameterFault = keyof typeof PARAMETER_FAULTS

/** Detail of a parameter in Paygate's table; those without one share `0901`, "message format error". */
const DETAILS: Record<string, string> = {
  PayID: "0001",
  TransID: "0002",
  MerchantID: "0003",
  ReqID: "0004",
  Amount: "0005",
  Currency: "0006",
  Response: "0010",
  URLSuccess: "0020",
  URLFailure: "0021",
  URLNotify: "0022",
  TaxAmount: "002D",
  ArticleList: "002E",
  RefNr: "0032",
  MAC: "0044",
  Account: "0059",
  EventToken: "1232",
  ShippingData: "1358",
  bdCountryCode: "1366",
  sdCountryCode: "1366",
  InvoiceNr: "1373",
  URLConfirm: "1888",
  bdAddressAddition: "1937",
  sdAddressAddition: "1940",
}
const ADDRESS = "1370"
const UNLISTED = "0901"

/** The code for a fault of one parameter: `20100044` for a missing MAC. */
export function codeOfFault(fault: ParameterFault, parameter: string): string {
  const detail = DETAILS[parameter] ?? (/^[bs]d[A-Z]/.test(parameter) ? ADDRESS : UNLISTED)
  return `2${PARAMETER_FAULTS[fault].module}${detail}`
}

/** A request Paygate refuses. The description never repeats a value, and fits `Description` (`ans..1024`). */
export class Refusal extends Error {
  readonly description: string

  constructor(
    readonly code: string,
    description: string,
  ) {
    super(`${code} ${description}`)
    this.name = "Refusal"
    this.description = description.replace(/[&\p{Cc}]/gu, " ").slice(0, 1024)
  }
}

/** Throws the refusal of this name. */
export function refuse(name: RefusalName, detail?: string): never {
  const { code, means } = REFUSALS[name]
  throw new Refusal(code, detail ? `${means}: ${detail}` : means)
}

/** Throws the refusal of one parameter. */
export function refuseParameter(fault: ParameterFault, parameter: string, detail?: string): never {
  const says = `${parameter} ${PARAMETER_FAULTS[fault].means}`
  throw new Refusal(codeOfFault(fault, parameter), detail ? `${says}: ${detail}` : says)
}
