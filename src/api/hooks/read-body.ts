import type { IncomingMessage } from "node:http"

/** Far more than Paygate ever sends. */
const LIMIT_BYTES = 64 * 1024

/**
 * Reads a body that Medusa's own parser is kept away from: it answers 415 to the charset Paygate declares. Answers
 * nothing when it is too large; never throws.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > LIMIT_BYTES) {
        return undefined
      }
      chunks.push(chunk)
    }
  } catch {
    // The sender has gone; whatever came is not the whole.
    return undefined
  }
  return Buffer.concat(chunks)
}
