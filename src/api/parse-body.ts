import { MedusaError } from "@medusajs/framework/utils"
import type { z } from "@medusajs/framework/zod"

/** Checks a request's body. Throws `invalid_data` with the code `invalid_body`, naming fields and never values. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      issue.code === "unrecognized_keys"
        ? `${issue.keys.join(", ")} is not expected`
        : `${issue.path.join(".") || "body"}: ${issue.message}`,
    )
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `Invalid request: ${faults.join("; ")}`, "invalid_body")
  }
  return parsed.data
}
