import type { IncomingMessage } from "node:http"

/**
 * Reads a body that Medusa's own parser is kept away from. Answers nothing when it is longer than the limit or breaks
 * off; never throws. What is too much is read on but not kept, so that the sender gets an answer like everybody else.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= limitBytes) {
        chunks.push(chunk)
      }
    })
    request.on("end", () => resolve(size <= limitBytes ? Buffer.concat(chunks) : undefined))
    request.on("error", () => resolve(undefined))
    request.on("close", () => resolve(undefined))
  })
}

/** The bytes after the first question mark of an address as it was sent. Never throws, as reading it as a URL might. */
export function readQuery(url: string): Buffer {
  const start = url.indexOf("?")
  return Buffer.from(start < 0 ? "" : url.slice(start + 1), "latin1")
}
