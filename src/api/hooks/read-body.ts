import type { IncomingMessage } from "node:http"

/** Far more than Paygate ever sends. */
const LIMIT_BYTES = 64 * 1024

/**
 * Reads a body that Medusa's own parser is kept away from: it answers 415 to the charset Paygate declares. Answers
 * nothing when it is too large or breaks off; never throws. What is too much is read on but not kept, so that the sender
 * gets an answer like everybody else.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= LIMIT_BYTES) {
        chunks.push(chunk)
      }
    })
    request.on("end", () => resolve(size <= LIMIT_BYTES ? Buffer.concat(chunks) : undefined))
    request.on("error", () => resolve(undefined))
    request.on("close", () => resolve(undefined))
  })
}

/** The bytes after the first question mark of an address as it was sent. Never throws, as reading it as a URL might. */
export function readQuery(url: string): Buffer {
  const start = url.indexOf("?")
  return Buffer.from(start < 0 ? "" : url.slice(start + 1), "latin1")
}
