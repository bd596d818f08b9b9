import { z } from "zod"
import type { Call, RequestOf } from "./call"
import { PaygateError } from "./errors"
import { parseFormat } from "./format"
import { effectiveFormat, factsOf } from "./parameter"
import { rewriteText, type Charset, type Language } from "./rewrite-text"

/** Values by their name on the wire. */
export type WireParameters = Readonly<Record<string, string>>

export interface EncodeContext {
  merchantId: string
  /** Decides the word for `&` in free text. */
  language: Language
  charset: Charset
}

/** What the client fills in itself: the merchant and the call's constants. */
function automaticValues(call: Call, merchantId: string): Record<string, unknown> {
  const constants = Object.entries(call.request).flatMap(([name, schema]): [string, unknown][] =>
    schema instanceof z.ZodLiteral ? [[name, schema.value]] : [],
  )
  return { ...Object.fromEntries(constants), MerchantID: merchantId }
}

/** Drops what is empty and rewrites free text; everything else stays as given. */
function prepareValue(call: Call, name: string, value: unknown, context: EncodeContext): unknown {
  const schema = Object.hasOwn(call.request, name) ? call.request[name] : undefined
  if (typeof value !== "string" || !schema) {
    return value
  }
  const facts = factsOf(schema)
  return facts.freeText
    ? rewriteText(value, { ...context, limit: parseFormat(effectiveFormat(facts)).maxLength })
    : value
}

function refuse(call: Call, what: string[]): never {
  throw new PaygateError({
    kind: "request",
    code: "invalid_request",
    call: call.name,
    message: `The call ${call.name} was not sent: ${what.join("; ")}`,
  })
}

/**
 * Turns values into wire strings by the call's declaration, MAC excepted. Throws a `PaygateError` of kind `request`
 * that names every parameter at fault, never its value.
 */
export function encodeRequest<C extends Call>(call: C, values: RequestOf<C>, context: EncodeContext): WireParameters {
  const given = { ...(values as Record<string, unknown>), ...automaticValues(call, context.merchantId) }
  const prepared: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const ready = prepareValue(call, name, value, context)
    if (ready !== undefined && ready !== "") {
      prepared[name] = ready
    }
  }
  const { MAC: _added, ...request } = call.request
  const encoded = z.safeEncode(z.strictObject(request), prepared)
  if (!encoded.success) {
    refuse(
      call,
      encoded.error.issues.map((issue) => describeIssue(issue, prepared)),
    )
  }
  const wire = encoded.data as Record<string, string>
  const unwritable = Object.keys(wire).filter(
    (name) => context.charset === "iso-8859-1" && /[^\0-\xff]/.test(wire[name]!),
  )
  if (unwritable.length > 0) {
    refuse(call, [`${unwritable.join(", ")} cannot be written in ISO-8859-1`])
  }
  const present = new Set(Object.keys(wire))
  const broken = call.conditions.filter((condition) => !condition.holds(present))
  if (broken.length > 0) {
    refuse(
      call,
      broken.map((condition) => condition.says),
    )
  }
  return wire
}

function describeIssue(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const [name, ...inside] = issue.path
  if (name === undefined) {
    return issue.code === "unrecognized_keys" ? `${issue.keys.join(", ")} is no parameter of this call` : issue.message
  }
  const isMissing = inside.length === 0 && given[String(name)] === undefined
  return `${issue.path.join(".")}: ${isMissing ? "missing" : issue.message}`
}

/** What logs and the books may show of wire parameters: unregistered and unlogged ones are masked. */
export function maskParameters(call: Call, wire: WireParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => {
      const schema = Object.hasOwn(call.request, name) ? call.request[name] : undefined
      return [name, schema && factsOf(schema).logged ? value : "***"]
    }),
  )
}
