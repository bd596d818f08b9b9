import type { MedusaRequest } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { parseBody } from "./parse-body"

const Params = z.object({ id: z.string().refine((id) => !id.includes("\0"), "expected no NUL, which no id has") })

/** The id in a request's address. Throws `invalid_body` for one that the database would not take. */
export function parseId({ params }: Pick<MedusaRequest, "params">): string {
  return parseBody(Params, params).id
}
