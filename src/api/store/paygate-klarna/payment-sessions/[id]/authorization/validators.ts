import { z } from "@medusajs/framework/zod"

/** Klarna's authorization token: at most 36 characters (interface document, "TokenExt"). */
export const AuthorizationBody = z.strictObject({
  authorization_token: z.string().regex(/^[A-Za-z0-9-]{1,36}$/, "expected Klarna's authorization token"),
})
