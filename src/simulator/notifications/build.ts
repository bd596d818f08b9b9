import { z } from "zod"
import { SUCCESS_CODE } from "../../paygate"
import { PENDING_CODE } from "../answer"
import { ControlError } from "../control/control-error"
import type { Payment } from "../payment"
import { REFUSALS } from "../refusals"
import { resultOf, sealResult, writeFields, type ResultFields, type ResultValues, type Sealing } from "../result"
import type { State } from "../state"
import { NOTIFICATION_TYPE } from "./post"

export const buildInput = z.strictObject({
  /** Without these the payment's last result, or what its order makes it. */
  status: z.string().optional(),
  code: z.string().optional(),
  description: z.string().optional(),
  /** `original` signs the status and code as they were before they were changed here. */
  mac: z.enum(["valid", "none", "forged", "original"]).default("valid"),
  /** Added to `Len`. */
  len_offset: z.int().default(0),
  charset: z.enum(["utf-8", "iso-8859-1"]).optional(),
})
export type BuildInput = z.input<typeof buildInput>

/** A notification that is not sent. */
export interface BuiltNotification {
  url: string | null
  content_type: string
  fields: ResultFields
  body: string
}

/** What the order as it stands would be reported as. */
const STANDS: Readonly<Record<Payment["order"], Pick<ResultValues, "Status" | "Code" | "Description">>> = {
  none: { Status: "OK", Code: SUCCESS_CODE, Description: "success" },
  accepted: { Status: "OK", Code: SUCCESS_CODE, Description: "success" },
  pending: { Status: "PENDING", Code: PENDING_CODE, Description: "pending" },
  rejected: { Status: "FAILED", Code: REFUSALS.rejected.code, Description: REFUSALS.rejected.means },
}

/** The result of an order that is decided, or still pending. */
export function resultOfOrder(payment: Payment): ResultValues {
  return resultOf(payment, STANDS[payment.order])
}

/** A notification about a payment for tests to post themselves, with whatever is to be wrong with it. */
export function buildNotification(payment: Payment, input: BuildInput, state: State): BuiltNotification {
  const { status, code, description, mac, len_offset: lenOffset, charset } = buildInput.parse(input)
  const merchant = state.merchants.get(payment.merchantId)
  if (!merchant) {
    throw new ControlError(409, "the payment's merchant is not served")
  }
  const original = payment.lastResult ?? resultOfOrder(payment)
  const result: ResultValues = {
    ...original,
    Status: status ?? original.Status,
    Code: code ?? original.Code,
    Description: description ?? original.Description,
  }
  const seals: Readonly<Record<typeof mac, Sealing>> = {
    valid: { signed: result },
    none: {},
    forged: { mac: "0".repeat(64) },
    original: { signed: original },
  }
  const fields = sealResult(result, merchant, state.settings, { ...seals[mac], lenOffset, charset })
  return { url: payment.urlNotify ?? null, content_type: NOTIFICATION_TYPE, fields, body: writeFields(fields) }
}
