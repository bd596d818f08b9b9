import { z } from "zod"
import { limitOf, parameters, PAY_TYPES } from "../../paygate"
import { refusal } from "../../refusals"

const payTypes = z
  .string()
  .max(limitOf(parameters.PayType))
  .transform((list) => list.split(",").map((type) => type.trim()))
  .pipe(z.array(z.enum(PAY_TYPES)).min(1))

/** Personal data for Klarna's risk check; used for the one request and kept nowhere. */
const customer = z.strictObject({
  date_of_birth: z.iso.date().optional(),
  gender: z.enum(["female", "male"]).optional(),
  title: z.string().optional(),
  social_security_number: z.string().optional(),
  person_id: z.string().optional(),
  legal_form: z.string().optional(),
  company_id: z.string().optional(),
  company_or_person: z.enum(["C", "P"]).optional(),
  vat_id: z.string().optional(),
})

export type CustomerData = z.infer<typeof customer>

/** What the storefront sends as a payment session's `data`; anything else in it is dropped. */
const sessionInput = z.object({
  session_id: z.string().min(1),
  flow: z.enum(["widget", "hosted", "recurring"]).default("widget"),
  pay_type: payTypes.optional(),
  locale: z.string().optional(),
  return_url: z.string().optional(),
  customer: customer.optional(),
  save_payment_method: z.boolean().optional(),
  payment_method_id: z.string().optional(),
})

export type SessionInput = z.infer<typeof sessionInput>

/** Checks what the storefront sent. Throws a `MedusaError` naming the fields at fault, never their values. */
export function parseSessionInput(data: Record<string, unknown> | undefined): SessionInput {
  const parsed = sessionInput.safeParse(data ?? {})
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      issue.code === "unrecognized_keys" ? issue.keys.join(", ") : issue.path.join("."),
    )
    throw refusal("session_data_invalid", [...new Set(faults)].join(", "))
  }
  return parsed.data
}

/** The public part of a session: what the browser may see. */
export type PublicSessionData =
  | { session_id: string; flow: "widget"; pay_id: string; client_token: string; pay_type: string }
  | { session_id: string; flow: "hosted"; redirect_url: string }

/**
 * What is stored as session data. Medusa merges it over what the storefront sent, so everything the storefront sent
 * that is not public is overwritten with `undefined`.
 */
export function publicSessionData(
  sent: Record<string, unknown> | undefined,
  data: PublicSessionData,
): Record<string, unknown> {
  return { ...droppedInputs(sent), ...data }
}

/** What overwrites everything the storefront sent. */
export function droppedInputs(sent: Record<string, unknown> | undefined): Record<string, undefined> {
  return Object.fromEntries(Object.keys(sent ?? {}).map((name) => [name, undefined]))
}
