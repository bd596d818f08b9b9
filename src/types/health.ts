import type { CheckReason } from "../health/texts"

export type { CheckReason }

export type CheckLevel = "ok" | "warning" | "error"

/** What a reason's text has placeholders for: hosts, names, milliseconds. */
export type CheckValues = Record<string, string | number>

/** What is checked; stable names. */
export type HealthCheckName =
  | "registration"
  | "dependencies"
  | "options"
  | "encryption"
  | "mac"
  | "notify_address"
  | "regions"
  | "locking"
  | "event_bus"
  | "clock"
  | "paygate"

export interface HealthCheck {
  name: HealthCheckName
  /** `false` only for errors. */
  ok: boolean
  level: CheckLevel
  /** What was found, and what to do about it; English, with no secret in it. */
  message: string
  /** The same in a word that stays, for texts of one's own. */
  reason: CheckReason
  values: CheckValues
  /** The provider it is about, where a store has several. */
  provider_id: string | null
}

/** `GET /admin/paygate-klarna/health`. */
export interface HealthResponse {
  checks: HealthCheck[]
}

/** `POST /admin/paygate-klarna/health/test-session`: one real session with Klarna, which nobody pays. */
export interface TestSessionBody {
  /** Where a store has several providers; the first unless named. */
  provider_id?: string | undefined
  /** One of Klarna's countries; the first that the account serves unless named. */
  country_code?: string | undefined
}

export interface TestSessionResponse {
  name: "test_session"
  ok: boolean
  level: CheckLevel
  message: string
  reason: CheckReason
  values: CheckValues
  provider_id: string
}
