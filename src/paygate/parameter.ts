import { z } from "zod"
import { decodeBase64Json, encodeBase64Json } from "./base64-json"
import { countCharacters, parseFormat, type Format } from "./format"

/** What is known of a parameter beside its type. */
export interface ParameterFacts {
  /** The format as the interface document prints it. */
  format: Format
  /** The format really used where the printed one is impossible; every such case stands in `deviations.ts`. */
  accepts?: Format | undefined
  /** One English phrase for the reference table. */
  meaning: string
  /** Whether logs and the books may show the value; everything else is masked. */
  logged?: true | undefined
  /** A shape beyond the format, where the document lists one. */
  shape?: RegExp | undefined
  /** Free text of people (names, addresses): rewritten and cut to fit instead of being refused. */
  freeText?: true | undefined
}

const registry = new WeakMap<z.ZodType, ParameterFacts>()

/** A parameter on the wire: a string there, some type in TypeScript. */
export type Parameter = z.ZodType<unknown, string | undefined>

function registered<Schema extends z.ZodType>(schema: Schema, facts: ParameterFacts): Schema {
  registry.set(schema, facts)
  return schema
}

/** The facts of a parameter, also through `.optional()`; throws when it was never registered. */
export function factsOf(schema: z.ZodType): ParameterFacts {
  const facts = registry.get(schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema)
  if (!facts) {
    throw new TypeError("a schema outside the vocabulary of parameters")
  }
  return facts
}

/** The format that counts: what is accepted, else what is printed. */
export function effectiveFormat(facts: ParameterFacts): Format {
  return facts.accepts ?? facts.format
}

function wireString(facts: ParameterFacts): z.ZodString {
  const format = effectiveFormat(facts)
  const { characters, minLength, maxLength } = parseFormat(format)
  const fits = (value: string): boolean => {
    const length = countCharacters(value)
    return (
      // A lone surrogate would arrive as another character than the one that was signed.
      value.isWellFormed() &&
      length >= minLength &&
      length <= maxLength &&
      (characters?.test(value) ?? true) &&
      (facts.shape?.test(value) ?? true)
    )
  }
  return z
    .string()
    .refine(fits, facts.shape ? `must be ${format} and match ${facts.shape.source}` : `must be ${format}`)
}

/** A text parameter. */
export function text(facts: ParameterFacts): z.ZodString {
  return registered(wireString(facts), facts)
}

/** The same parameter with the other format that one table prints for it. */
export function inFormat(schema: z.ZodString, format: Format, accepts?: Format): z.ZodString {
  return text({ ...factsOf(schema), format, accepts })
}

/** A parameter with listed values. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, facts: ParameterFacts) {
  return registered(z.enum(values), facts)
}

/** A parameter with exactly one value, which the call sends by itself. */
export function constant<const Value extends string>(value: Value, facts: ParameterFacts) {
  return registered(z.literal(value), facts)
}

/** A whole number, in minor units where it is an amount: `1099` in TypeScript, `"1099"` on the wire. */
export function integer(facts: ParameterFacts) {
  return registered(
    z.codec(wireString(facts), z.int().min(0), { decode: (wire) => Number(wire), encode: (value) => String(value) }),
    facts,
  )
}

/** A JSON object, Base64 on the wire; the length limit is that of the Base64. */
export function base64Json<Schema extends z.ZodType<object>>(schema: Schema, facts: ParameterFacts) {
  return registered(
    z.codec(wireString(facts), schema, {
      decode: (wire, context): z.input<Schema> => {
        try {
          return decodeBase64Json(wire) as z.input<Schema>
        } catch {
          context.issues.push({ code: "custom", input: wire, message: "must be Base64 of JSON" })
          return z.NEVER
        }
      },
      encode: (value, context) => {
        try {
          return encodeBase64Json(value)
        } catch {
          context.issues.push({ code: "custom", input: undefined, message: "cannot be written as JSON" })
          return z.NEVER
        }
      },
    }),
    facts,
  )
}

/** How many characters a parameter may have. */
export function limitOf(schema: z.ZodType): number {
  return parseFormat(effectiveFormat(factsOf(schema))).maxLength
}
