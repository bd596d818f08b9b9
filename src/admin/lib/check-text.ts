import type { HealthCheck } from "../../types/health"
import en from "../i18n/json/en.json"
import type { Translate } from "./texts"

type Found = Pick<HealthCheck, "values" | "message"> & { reason: string }

/** What a check found, in the user's language; as the server says it where the dashboard does not know the reason. */
export function describeCheck({ reason, values, message }: Found, t: Translate): string {
  return Object.hasOwn(en.checkReason, reason) ? t(`checkReason.${reason}`, values) : message
}
