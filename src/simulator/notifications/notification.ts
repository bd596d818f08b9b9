import type { ResultFields } from "../result"
import type { Delivered } from "./post"

export type NotificationState = "waiting" | "held" | "delivered" | "given_up"

/** What is to be delivered. */
export interface Outgoing {
  pay_id: string
  trans_id: string
  url: string
  status: string
  code: string
  fields: ResultFields
}

/** A notification with all that happened to it; times in ISO 8601 by the simulator's clock. */
export interface Notification extends Outgoing {
  /** Counts from 1 since start or reset. */
  number: number
  state: NotificationState
  /** When it is delivered next. */
  due_at: string | null
  attempts: (Delivered & { at: string })[]
}
