import type { IncomingMessage } from "node:http"
import { PassThrough } from "node:stream"
import { readBody, readQuery } from "../read-body"

const read = async (send: (stream: PassThrough) => void) => {
  const stream = new PassThrough()
  const body = readBody(stream as unknown as IncomingMessage, 64 * 1024)
  send(stream)
  return (await body)?.length
}

describe("a body", () => {
  it("is read up to its limit, to the byte", async () => {
    expect(await read((stream) => stream.end(Buffer.alloc(64 * 1024)))).toBe(64 * 1024)
    expect(await read((stream) => stream.end(Buffer.alloc(64 * 1024 + 1)))).toBeUndefined()
  })

  it("may be empty", async () => {
    expect(await read((stream) => stream.end())).toBe(0)
  })

  it("that breaks off is none", async () => {
    expect(await read((stream) => stream.destroy())).toBeUndefined()
    expect(await read((stream) => stream.destroy(new Error("reset")))).toBeUndefined()
  })
})

it.each([
  ["/notify", ""],
  ["/notify?", ""],
  ["/notify?Len=8&Data=00", "Len=8&Data=00"],
  ["/notify?a=?", "a=?"],
  ["//[?a=%ff", "a=%ff"],
  ["/notify?a=\xfc", "a=\xfc"],
])("the query of %j is its bytes after the question mark", (url, query) => {
  expect(readQuery(url).toString("latin1")).toBe(query)
})
