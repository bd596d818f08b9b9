import { z } from "@medusajs/framework/zod"
import type { TestSessionBody } from "../../../../../types/health"

export const TestSessionSchema = z.strictObject({
  provider_id: z.string().min(1).optional(),
  country_code: z
    .string()
    .regex(/^[a-zA-Z]{2}$/, "expected a country's two letters")
    .optional(),
}) satisfies z.ZodType<TestSessionBody>
