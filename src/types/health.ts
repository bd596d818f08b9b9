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

/** What a check has found; stable names. */
export type CheckReason =
  | "options_valid"
  | "key_with_blank"
  | "base_url_insecure"
  | "encryption_works"
  | "encryption_wrong"
  | "encryption_fails"
  | "mac_works"
  | "mac_wrong"
  | "notify_not_sent"
  | "notify_on_this_machine"
  | "notify_not_https"
  | "notify_private"
  | "notify_public"
  | "paygate_answers"
  | "paygate_silent"
  | "paygate_at_other_time"
  | "plugin_missing"
  | "provider_missing"
  | "registered"
  | "dependencies_reached"
  | "dependencies_missing"
  | "regions_none"
  | "regions_unsuited"
  | "regions_partly"
  | "regions_served"
  | "locks_shared"
  | "locks_in_memory"
  | "locks_not_shared"
  | "events_kept"
  | "events_in_memory"
  | "clocks_agree"
  | "clocks_apart"
  | "not_checked"
  | "session_opened"
  | "session_opened_for"
  | "session_without_token"
  | "session_without_account"
  | "session_not_sent"
  | "session_not_answered"
  | "session_refused"

export interface HealthCheck {
  name: HealthCheckName
  /** `false` only for errors. */
  ok: boolean
  level: "ok" | "warning" | "error"
  /** What was found, and what to do about it; English, with no secret in it. */
  message: string
  /** The same in a word that stays, for texts of one's own. */
  reason: CheckReason
  /** What a text for the reason has to name: hosts, ids, names, seconds; `code` where Paygate refused. */
  values: Record<string, string | number>
  /** The provider whose account it is about; `null` for what is about the store. */
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
  /**
   * One of Klarna's countries; unless named, the alphabetically first that is served by a region which offers the
   * provider, else DE.
   */
  country_code?: string | undefined
}

export interface TestSessionResponse {
  name: "test_session"
  ok: boolean
  level: "ok" | "warning" | "error"
  message: string
  reason: CheckReason
  values: Record<string, string | number>
  provider_id: string
}
