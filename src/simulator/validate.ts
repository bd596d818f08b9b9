import { z } from "zod"
import { ARTICLE_LIST_LIMIT, CALLS, isSameMac, signRequest, type Call } from "../paygate"
import type { CallName, Incoming } from "./calls"
import type { KnownMerchant } from "./merchants"
import type { Settings } from "./options"
import { refuse, refuseParameter } from "./refusals"

/** Restores the declared spelling of names; unknown ones stay in lower case. */
export function spellNames(call: Call, wire: ReadonlyMap<string, string>): Record<string, string> {
  const declared = new Map(Object.keys(call.request).map((name) => [name.toLowerCase(), name]))
  const given = [...wire].filter(([, value]) => value !== "")
  return Object.fromEntries(given.map(([name, value]) => [declared.get(name) ?? name, value]))
}

/**
 * Checks a request against the declaration of its call: MAC, unknown, missing and malformed parameters, and the rules
 * between them. Throws a `Refusal` at the first fault.
 */
export function validate<Name extends CallName>(
  name: Name,
  given: Readonly<Record<string, string>>,
  merchant: KnownMerchant,
  settings: Settings,
): Omit<Incoming<Name>, "pending"> {
  const call: Call = CALLS[name]
  if (given["MerchantID"] !== merchant.merchantId) {
    refuseParameter("value", "MerchantID", "not the same inside and outside Data")
  }
  checkMac(call, given, merchant)
  const { MAC: _checked, mac: _tolerated, ...parameters } = given
  checkNames(call, parameters, settings)
  const values = Object.fromEntries(
    Object.keys(call.request)
      .filter((parameter) => parameter !== "MAC")
      .map((parameter) => [parameter, readValue(call, parameter, parameters[parameter])] as const)
      .filter(([, value]) => value !== undefined),
  )
  checkConditions(call, parameters)
  return { name, merchant, values: values as Incoming<Name>["values"], parameters }
}

function checkMac(call: Call, given: Readonly<Record<string, string>>, merchant: KnownMerchant): void {
  if (!call.mac) {
    return
  }
  const received = given["MAC"] ?? refuseParameter("missing", "MAC")
  if (!isSameMac(signRequest(merchant.hmacKey, given, call.mac), received)) {
    refuseParameter("value", "MAC")
  }
}

function checkNames(call: Call, parameters: Readonly<Record<string, string>>, settings: Settings): void {
  const unknown = Object.keys(parameters).filter((parameter) => !(parameter in call.request))
  if (settings.strictUnknown && unknown.length > 0) {
    refuseParameter("format", unknown.join(", "), `no parameter of ${call.name}`)
  }
}

function readValue(call: Call, parameter: string, wire: string | undefined): unknown {
  const schema = call.request[parameter]!
  if (wire === undefined) {
    return schema instanceof z.ZodOptional ? undefined : refuseParameter("missing", parameter)
  }
  if (wire.length > ARTICLE_LIST_LIMIT) {
    refuseParameter("too_long", parameter, `more than ${ARTICLE_LIST_LIMIT} characters`)
  }
  const read = schema.safeDecode(wire)
  if (read.success) {
    return read.data
  }
  const issue = read.error.issues[0]!
  const where = issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""
  const isFormat = issue.code === "custom" && issue.path.length === 0
  return refuseParameter(isFormat ? "format" : "value", parameter, where + issue.message)
}

function checkConditions(call: Call, parameters: Readonly<Record<string, string>>): void {
  const present = new Set(Object.keys(parameters))
  const broken = call.conditions.find((condition) => !condition.holds(present))
  if (!broken) {
    return
  }
  const missing = broken.names.find((parameter) => !present.has(parameter))
  return missing ? refuseParameter("missing", missing, broken.says) : refuse("excluded", broken.says)
}
