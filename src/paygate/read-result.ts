import { CALLS } from "./calls"
import { createCipher, LengthError, type Encryption } from "./cipher"
import { withoutPadding } from "./decode"
import { judgeOutcome, type JudgedOutcome } from "./judge-outcome"
import { verifyAnswer } from "./mac"
import { isPaygateCode } from "./response-codes"
import { ResultError, type ResultFault } from "./result-error"
import { decodeCharset, decodePlaintext, type WireAnswer } from "./wire"

export interface ResultOptions {
  merchantId: string
  /** Newest first; older ones are for results that were on their way when the key was changed. */
  encryptionKeys: readonly string[]
  hmacKeys: readonly string[]
  encryption: Encryption
}

/** What Paygate reports to URLSuccess, URLFailure and URLNotify. It has no amounts: inquire for those. */
export interface PaygateResult {
  payId?: string
  transId?: string
  xid?: string
  refNr?: string
  tokenExt?: string
  status: string
  /** Paygate's eight characters, or `bad_code`. */
  code: string
  outcome: JudgedOutcome
  /** Without a MAC a result is a hint to inquire, not more: the cipher by itself proves no origin. */
  mac: "valid" | "missing"
}

type Fields = Readonly<Record<string, unknown>>

/** The hosted page answers `OK`; the published vector of a result, of Paygate in general, has `AUTHORIZED`. */
const SUCCEEDS_WITH = [...CALLS.openHostedPage.succeedsWith, "AUTHORIZED"]

/** What a result says by its status and code, which must agree. */
export function outcomeOf({ status, code }: { status: string; code: string }): JudgedOutcome {
  return judgeOutcome(code, status, SUCCEEDS_WITH)
}

/** A text decrypted by the wrong key has none of these names. */
const READABLE = /(^|&)(mid|payid|transid|status|code)=/i

function fail(reason: ResultFault): never {
  throw new ResultError(reason)
}

/** The text of one outer field, whatever the case of its name. Sent twice and differently, neither is believed. */
function outerField(fields: Fields, name: string): string | undefined {
  const values = Object.entries(fields).flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []))
  const [first] = values
  if (values.some((value) => typeof value !== "string" || value !== first)) {
    fail("malformed")
  }
  return (first as string | undefined)?.trim()
}

function decryptWith(key: string, { encryption }: ResultOptions, data: string, length: number): string | undefined {
  try {
    return decodeCharset(withoutPadding(createCipher(encryption, key).decrypt(data, length)))
  } catch (error) {
    return error instanceof LengthError ? fail("wrong_length") : undefined
  }
}

function decrypt(fields: Fields, options: ResultOptions): WireAnswer {
  // Response=encrypt is always sent, so a result in plain text is not Paygate's.
  const data = outerField(fields, "data") || fail("malformed")
  const length = outerField(fields, "len") ?? fail("malformed")
  if (!/^[1-9]\d{0,6}$/.test(length)) {
    fail("wrong_length")
  }
  for (const key of options.encryptionKeys) {
    const text = decryptWith(key, options, data, Number(length))
    if (text !== undefined && READABLE.test(text)) {
      return split(text)
    }
  }
  return fail("undecryptable")
}

function split(text: string): WireAnswer {
  try {
    return decodePlaintext(text)
  } catch {
    return fail("malformed")
  }
}

/** In either case: the answer's own spelling counts for the MAC (protocol facts, section 3), not for who it is. */
function isMerchant(received: string | undefined, { merchantId }: ResultOptions): boolean {
  return received?.trim().toLowerCase() === merchantId.toLowerCase()
}

/** These have no asterisk, so that the string the MAC is made of divides in one way only. */
const WITHOUT_ASTERISK = ["payid", "status", "code"]

/** One value of the result, if there is any. None may steer a log or stand for two. */
function valueOf(wire: WireAnswer, name: string): string | undefined {
  const value = wire.get(name)?.trim()
  if (value && (/\p{Cc}/u.test(value) || (WITHOUT_ASTERISK.includes(name) && value.includes("*")))) {
    fail("malformed")
  }
  return value || undefined
}

function checkMac(wire: WireAnswer, hmacKeys: readonly string[]): PaygateResult["mac"] {
  const received = wire.get("mac")?.trim()
  if (!received) {
    return "missing"
  }
  const fields = {
    payId: wire.get("payid") ?? "",
    transId: wire.get("transid") ?? "",
    merchantId: wire.get("mid") ?? "",
    status: wire.get("status") ?? "",
    code: wire.get("code") ?? "",
  }
  return verifyAnswer(hmacKeys, fields, received) ? "valid" : fail("wrong_mac")
}

/**
 * Reads one message to URLSuccess, URLFailure or URLNotify (interface document, "Ergebnis-Parameter für URLNotify,
 * URLSuccess und URLFailure"): decrypt → length → merchant → MAC → judge. `fields` is the decoded outer form or query.
 * Trusts neither the address that was called nor anything outside `Data`. Throws a `ResultError` and nothing else.
 */
export function readResult(fields: Fields, options: ResultOptions): PaygateResult {
  const wire = decrypt(fields, options)
  const outerMerchant = outerField(fields, "mid")
  if (!isMerchant(wire.get("mid"), options) || (outerMerchant && !isMerchant(outerMerchant, options))) {
    fail("wrong_merchant")
  }
  const names = { payId: "payid", transId: "transid", xid: "xid", refNr: "refnr", tokenExt: "tokenext" }
  const found = Object.entries(names)
    .map(([name, onWire]) => [name, valueOf(wire, onWire)] as const)
    .filter(([, value]) => value !== undefined)
  const status = valueOf(wire, "status") ?? fail("malformed")
  const code = valueOf(wire, "code") ?? fail("malformed")
  const mac = checkMac(wire, options.hmacKeys)
  return {
    ...(Object.fromEntries(found) as Pick<PaygateResult, "payId" | "transId" | "xid" | "refNr" | "tokenExt">),
    status,
    code: isPaygateCode(code) ? code : "bad_code",
    outcome: outcomeOf({ status, code }),
    mac,
  }
}
