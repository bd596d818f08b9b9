import type { ResultValues } from "../result"

/** What the shopper can do on the hosted page. */
export const HOSTED_OUTCOMES = ["pay", "decline", "cancel"] as const
export type HostedOutcome = (typeof HOSTED_OUTCOMES)[number]

/** What a payment that was opened by the hosted page has beside the others. */
export interface HostedSession {
  /** Names the page in the browser's address. */
  id: string
  urlSuccess: string
  urlFailure: string
  /** Order=AUTO: the order is created as soon as the shopper pays. */
  createsOrder: boolean
  /** RTF=I: the order starts an agreement. */
  startsAgreement: boolean
  /** Klarna is to think the order over (a scenario). */
  isPending: boolean
  layout: Readonly<Record<string, string | undefined>>
  /** As received, to know a page that is merely loaded again. */
  parameters: Readonly<Record<string, string>>
  outcome?: HostedOutcome
  result?: ResultValues
}
