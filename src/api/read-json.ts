import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { readBody } from "./read-body"

/** As much as Medusa's own parser takes. */
const LIMIT_BYTES = 100 * 1024

const invalid = (message: string) => new MedusaError(MedusaError.Types.INVALID_DATA, message, "invalid_body")

/**
 * Reads the body of one of the plugin's routes, which Medusa's parser is kept away from: its refusals have no code. No
 * body is an empty object. Throws `invalid_body` for what is no JSON object, and answers 413 `body_too_large`; neither
 * says what was sent.
 */
export async function readJson(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  // A store may have given these paths a parser of its own, which leaves nothing to read.
  if (req.body !== undefined) {
    return next()
  }
  const body = await readBody(req, LIMIT_BYTES)
  if (!body) {
    const message = `Invalid request: the body is longer than ${LIMIT_BYTES} bytes`
    res.status(413).json({ type: MedusaError.Types.INVALID_DATA, code: "body_too_large", message })
    return
  }
  req.body = body.length === 0 ? {} : parse(req, body)
  next()
}

function parse(req: MedusaRequest, body: Buffer): object {
  // A page elsewhere may send a form or plain text with the user's cookie, but no JSON unless it is allowed to.
  if (!req.is(["json", "+json"])) {
    throw invalid("Invalid request: expected content-type application/json")
  }
  const parsed = parseObject(body.toString("utf8"))
  if (!parsed) {
    throw invalid("Invalid request: the body is no JSON object")
  }
  return parsed
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
