import { TEXTS, type CheckReason } from "./texts"

type CheckValues = Record<string, string | number>

/** One thing that was looked at. */
export interface Check {
  level: "ok" | "warning" | "error"
  /** What was found, in a word that stays. */
  reason: CheckReason
  /** What the reason's text has placeholders for; no secret. */
  values: CheckValues
  /** The same in English, and what to do about it. */
  message: string
}

type PlaceholdersOf<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never
type ValuesOf<Reason extends CheckReason> = Record<PlaceholdersOf<(typeof TEXTS)[Reason]>, string | number>

const level =
  (level: Check["level"]) =>
  <Reason extends CheckReason>(reason: Reason, values: ValuesOf<Reason> & CheckValues): Check => ({
    level,
    reason,
    values,
    message: TEXTS[reason].replace(/{{(\w+)}}/g, (_, name: string) => String(values[name])),
  })

export const fine = level("ok")
export const warn = level("warning")
export const fail = level("error")
