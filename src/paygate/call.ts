import type { z } from "zod"
import type { Parameter } from "./parameter"

/** Parameters by their name on the wire; `.optional()` marks those that may be missing. */
export type Shape = Readonly<Record<string, Parameter>>

/** Parameters with exactly one value (EventToken, RTF of a recurring order). */
type Constants<S extends Shape> = { [Name in keyof S]: S[Name] extends z.ZodLiteral ? Name : never }[keyof S]

/** Sent by the client itself, never by the caller. */
type Automatic<S extends Shape> = "MerchantID" | "MAC" | Constants<S>

type Values<S extends Shape> = z.output<z.ZodObject<S>>

/** A rule between parameters that no single format can say. */
export interface Condition {
  /** What must hold, for people. */
  says: string
  /** The parameters it is about. */
  names: readonly string[]
  /** Whether it holds for this set of parameter names. */
  holds: (present: ReadonlySet<string>) => boolean
}

/**
 * One call of the interface document, described once: types, validation, encoding, signing, masking, the reference
 * table and the simulator's reading of it derive from this row.
 */
export interface Call<Request extends Shape = Shape, Answer extends Shape = Shape> {
  name: string
  /** One English phrase for the reference table. */
  does: string
  script: string
  /** Captions of the document's tables, or the source where the document has none. */
  source: { request: string; answer: string }
  request: Request
  answer: Answer
  /** The signed fields that this call sends; the others stay empty between their asterisks. `undefined`: no MAC. */
  mac: readonly MacField[] | undefined
  conditions: readonly Condition[]
  /** The statuses that mean success for this call. */
  succeedsWith: readonly string[]
  /** Whether a lost answer leaves money or an order in doubt. */
  changesState: boolean
}

/** The fields a request's MAC is made of, in this order (protocol facts, section 3). */
export const MAC_FIELDS = ["PayID", "TransID", "MerchantID", "Amount", "Currency"] as const
export type MacField = (typeof MAC_FIELDS)[number]

/** What a caller gives: every parameter of the request but the automatic ones. */
export type RequestOf<C extends Call> = Omit<Values<C["request"]>, Automatic<C["request"]>>

/** What an answer holds, everything optional, since answers are read leniently. */
export type AnswerOf<C extends Call> = Partial<Values<C["answer"]>>

/** Declares a call; the type parameters keep the exact parameter names. */
export function defineCall<const Request extends Shape, const Answer extends Shape>(
  call: Omit<Call<Request, Answer>, "mac" | "conditions"> & {
    mac: readonly (MacField & keyof Request)[] | undefined
    conditions?: readonly Condition[]
  },
): Call<Request, Answer> {
  return { conditions: [], ...call }
}

/** Marks all of a shape's parameters optional. */
export function optional<const S extends Shape>(shape: S): { [Name in keyof S]: z.ZodOptional<S[Name]> } {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.optional()])) as {
    [Name in keyof S]: z.ZodOptional<S[Name]>
  }
}

/** The document's "C": when one of these is given, all must be. */
export function allOrNone(...names: string[]): Condition {
  return {
    says: `${names.join(", ")} only together`,
    names,
    holds: (present) => {
      const given = names.filter((name) => present.has(name)).length
      return given === 0 || given === names.length
    },
  }
}

/** When `trigger` is given, none of `names` may be. */
export function excludes(trigger: string, ...names: string[]): Condition {
  return {
    says: `no ${names.join(", ")} together with ${trigger}`,
    names: [],
    holds: (present) => !present.has(trigger) || names.every((name) => !present.has(name)),
  }
}
