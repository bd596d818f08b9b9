import { z } from "@medusajs/framework/zod"

/** What stands in the address is text. */
export const AttentionQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
})
