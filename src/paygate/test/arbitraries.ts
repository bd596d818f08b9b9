import fc from "fast-check"
import { z } from "zod"
import type { Call } from "../call"
import { encodeBase64Json } from "../base64-json"
import { parseFormat, type FormatClass } from "../format"
import { effectiveFormat, factsOf, type ParameterFacts } from "../parameter"
import { PAY_TYPES } from "../parameters"
import { rewriteText, type Charset } from "../rewrite-text"

/** Values of a call by their name on the wire, as a caller gives them. */
export type Values = Record<string, unknown>

/** Any text at all: separators, control characters, halves of surrogate pairs, signs of several characters. */
export const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("&", "=", "&Amount=1", "&MAC=0&", "%26", "+", "\0", "\r\n", " ", "\u0301", "\u202e", "👩‍👩‍👧", "ß"),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
})

const LETTERS = [..."aAbzZäÖßéŁŚж日ا"]
const DIGITS = [..."0123456789"]
const SIGNS = [..." .,-_/+#'\"()=;:?%*@€…", "👩‍👩‍👧", "e\u0301"]

const UNITS: Record<FormatClass, string[]> = {
  a: LETTERS,
  as: [...LETTERS, ...SIGNS],
  n: DIGITS,
  an: [..."abcxyzABCXYZ", ...DIGITS],
  ans: [...LETTERS, ...DIGITS, ...SIGNS],
  ns: [...DIGITS, ..." .,-_/+#=;:"],
}

const payTypes = fc
  .uniqueArray(fc.constantFrom(...PAY_TYPES), { minLength: 1 })
  .map((types) => types.join(","))
  .filter((list) => list.length <= 32)

const date = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))

/** Texts that a format allows and a charset can write. */
function textOf(facts: ParameterFacts, charset: Charset): fc.Arbitrary<string> {
  const format = effectiveFormat(facts)
  if (format === "dttm") {
    return date
  }
  if (facts.shape) {
    return payTypes
  }
  const { minLength, maxLength } = parseFormat(format)
  const units = UNITS[(/^[a-z]+/.exec(format)?.[0] ?? "ans") as FormatClass] ?? UNITS.ans
  // The units with several characters would exceed an exact length.
  const usable = units
    .filter((unit) => minLength < maxLength || Array.from(unit).length === 1)
    .filter((unit) => charset === "utf-8" || /^[\0-\xff]+$/.test(unit))
  const text = fc
    .array(fc.constantFrom(...usable), { minLength, maxLength: Math.min(maxLength, 300) })
    .map((chosen) => chosen.join(""))
    .filter((made) => Array.from(made).length <= maxLength)
  return facts.freeText
    ? text.map((made) => rewriteText(made, { language: "EN", charset, limit: maxLength })).filter((made) => made !== "")
    : text
}

/** Values a JSON schema allows. */
function jsonOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const entries: [string, z.ZodType][] = Object.entries(schema.shape as z.ZodRawShape as Record<string, z.ZodType>)
    const required = entries.filter(([, inner]) => !(inner instanceof z.ZodOptional)).map(([name]) => name)
    return fc.record(Object.fromEntries(entries.map(([name, inner]) => [name, jsonOf(inner)])), {
      requiredKeys: required,
      noNullPrototype: true,
    })
  }
  if (schema instanceof z.ZodOptional) {
    return jsonOf(schema.unwrap() as z.ZodType)
  }
  if (schema instanceof z.ZodArray) {
    return fc.array(jsonOf(schema.element as z.ZodType), { minLength: 1, maxLength: 3 })
  }
  if (schema instanceof z.ZodString) {
    const { minLength, maxLength } = schema
    return fc
      .string({ unit: "grapheme", minLength: minLength ?? 0, maxLength: Math.min(maxLength ?? 12, 12) })
      .filter((text) => text.length <= (maxLength ?? Infinity))
  }
  if (schema instanceof z.ZodNumber) {
    return fc.integer({ min: Math.max(schema.minValue ?? -1_000_000, -1_000_000), max: 100_000_000 })
  }
  if (schema instanceof z.ZodEnum) {
    return fc.constantFrom(...schema.options)
  }
  if (schema instanceof z.ZodRecord) {
    return fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== "__proto__"),
      jsonOf(schema.valueType as z.ZodType),
      { maxKeys: 4, noNullPrototype: true },
    )
  }
  if (schema instanceof z.ZodUnknown) {
    return fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  }
  throw new TypeError(`no arbitrary for ${schema.type}`)
}

/** Values of one parameter, read off its declaration. */
export function valueOf(schema: z.ZodType, charset: Charset): fc.Arbitrary<unknown> {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  const facts = factsOf(inner)
  if (inner instanceof z.ZodLiteral) {
    return fc.constant(inner.value)
  }
  if (inner instanceof z.ZodEnum) {
    return fc.constantFrom(...inner.options)
  }
  if (inner instanceof z.ZodCodec) {
    const { maxLength } = parseFormat(effectiveFormat(facts))
    return inner.out instanceof z.ZodNumber
      ? fc.integer({ min: 0, max: 10 ** maxLength - 1 })
      : jsonOf(inner.out as z.ZodType).filter((value) => encodeBase64Json(value).length <= maxLength)
  }
  return textOf(facts, charset)
}

function callersOwn(call: Call): [string, z.ZodType][] {
  return Object.entries(call.request).filter(([name]) => !["MerchantID", "MAC", "EventToken"].includes(name))
}

/** What a caller may give a call: every parameter but the automatic ones, within formats and conditions. */
export function requestOf(call: Call, charset: Charset = "utf-8"): fc.Arbitrary<Values> {
  const entries = callersOwn(call)
  const required = entries.filter(([, schema]) => !(schema instanceof z.ZodOptional)).map(([name]) => name)
  return fc
    .record(Object.fromEntries(entries.map(([name, schema]) => [name, valueOf(schema, charset)])), {
      requiredKeys: required,
      noNullPrototype: true,
    })
    .map((values) => withinConditions(call, values))
}

/** All parameters of a call at once, but those that its conditions exclude. */
export function fullRequestOf(call: Call, charset: Charset = "utf-8"): fc.Arbitrary<Values> {
  const entries = callersOwn(call).filter(([name]) => name !== "RTF")
  return fc.record(Object.fromEntries(entries.map(([name, schema]) => [name, valueOf(schema, charset)])), {
    noNullPrototype: true,
  })
}

function withinConditions(call: Call, values: Values): Values {
  const kept = { ...values }
  for (const condition of call.conditions) {
    if (!condition.holds(new Set(Object.keys(kept)))) {
      // An all-or-none group goes as a whole; what remains can only be an exclusion by RTF.
      for (const name of condition.names.length > 0 ? condition.names : ["RTF"]) {
        delete kept[name]
      }
    }
  }
  return kept
}
