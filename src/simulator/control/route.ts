import { z } from "zod"
import type { Controls } from "../controls"

export interface ControlRequest {
  /** The variable segment of the path: a PayID, or the number of a notification. */
  id: string
  query: URLSearchParams
  body: unknown
}

/** One control over HTTP. */
export interface Route {
  method: string
  /** Segments behind `/simulator`; `:id` stands for any one. */
  path: string
  /** Whether a page of another origin may call it, as a widget in the shop's storefront does. */
  crossOrigin?: true
  handle: (controls: Controls, request: ControlRequest) => unknown
}

const reference = z.looseObject({ pay_id: z.string().optional(), trans_id: z.string().optional() })

/** Splits a body into the payment it is about and the rest. */
export function readReference(body: unknown): { id: string; rest: unknown } {
  const { pay_id, trans_id, ...rest } = reference.parse(body)
  return { id: pay_id ?? trans_id ?? "", rest }
}
