import type { Charset } from "../paygate"
import { SIMULATOR_MERCHANT, type AnyMerchant } from "./merchants"

/** How an answer spells its parameters: the real Paygate varies, so `mixed` changes from name to name. */
export type AnswerCase = "mixed" | "documented" | "lower" | "upper"

/** What can be set; everything has a default. */
export interface SimulatorOptions {
  /** TCP port; 0, the default, takes a free one. */
  port?: number
  /** Address to listen on; the default, 127.0.0.1, is reached from this machine alone. */
  host?: string
  /** Whom it serves; by default {@link SIMULATOR_MERCHANT} alone. */
  merchants?: readonly AnyMerchant[]
  answerCase?: AnswerCase
  /** Charset of answers; requests are read in UTF-8 and ISO-8859-1 alike. */
  charset?: Charset
  /** Refuse parameters the call does not have. The real Paygate ignores them, but they are typing errors. */
  strictUnknown?: boolean
  /** Smallest amount in minor units; the real Paygate wants 100 unless its helpdesk allows less. */
  minimumAmount?: number
  /** Countries (ISO 3166-1) whose sessions must have a SocialSecurityNumber; the document names SE, FI, DK and NO. */
  requireSocialSecurityNumber?: readonly string[]
  /** `RedirectURL` of created orders; without it the answer has none. */
  redirectUrl?: string
  /** How the hosted page sends the browser back: by a redirect, or by a form that posts itself. */
  hostedReturn?: "get" | "post"
  /** Requests the log keeps before it drops the oldest. */
  requestLogSize?: number
}

export type Settings = Readonly<Omit<Required<SimulatorOptions>, "redirectUrl">> & { readonly redirectUrl?: string }

/** Fills in the defaults. */
export function settle(options: SimulatorOptions): Settings {
  return {
    port: 0,
    host: "127.0.0.1",
    merchants: [SIMULATOR_MERCHANT],
    answerCase: "mixed",
    charset: "utf-8",
    strictUnknown: true,
    minimumAmount: 0,
    requireSocialSecurityNumber: [],
    hostedReturn: "get",
    requestLogSize: 1000,
    ...options,
  }
}
