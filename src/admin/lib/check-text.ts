import type { HealthCheck } from "../../types/health"
import en from "../i18n/json/en.json"
import { describeAnswer } from "./operation"
import type { Texts, Translate } from "./texts"

type Found = Pick<HealthCheck, "values" | "message"> & { reason: string }

/** How the values of a text are written in the user's language, where they are not names. */
const WRITE: Record<string, (value: string, texts: Pick<Texts, "t" | "decimal">) => string> = {
  amount: (amount, { decimal }) => decimal(amount),
  pay_types: (names, { t }) =>
    names
      .split(",")
      .map((name) => payType(name, t))
      .join(", "),
}

function payType(name: string, t: Translate): string {
  return Object.hasOwn(en.payType, name) ? t(`payType.${name}`) : name
}

/** What a check found, in the user's language; as the server says it where the dashboard does not know the reason. */
export function describeCheck({ reason, values, message }: Found, texts: Pick<Texts, "t" | "decimal">): string {
  const { t } = texts
  if (!Object.hasOwn(en.checkReason, reason)) return message
  const written = Object.entries(values).map(([name, value]) => [name, WRITE[name]?.(String(value), texts) ?? value])
  // Paygate's refusal is said in English, beside its code.
  const refusal = "code" in values ? { error: describeAnswer(String(values.code), t) } : {}
  return t(`checkReason.${reason}`, { ...(Object.fromEntries(written) as HealthCheck["values"]), ...refusal })
}
