import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { PassThrough } from "node:stream"
import { readJson } from "../read-json"

const JSON_TYPE = "application/json"

/** What becomes of a request: the body that the route gets, or the code and message it is refused with. */
async function read(sent: string | Buffer, { isJson = true, body }: { isJson?: boolean; body?: unknown } = {}) {
  const stream = new PassThrough()
  stream.end(sent)
  const req = Object.assign(stream, { body, is: () => (isJson ? JSON_TYPE : false) }) as unknown as MedusaRequest
  let answered: unknown
  const answer = { status: (status: number) => ({ json: (json: object) => (answered = { status, ...json }) }) }
  const next = jest.fn()
  try {
    await readJson(req, answer as unknown as MedusaResponse, next)
  } catch (error) {
    const { type, code, message } = error as { type: string; code: string; message: string }
    return { type, code, message }
  }
  return next.mock.calls.length === 1 ? { body: req.body } : answered
}

describe("the body of a request to the plugin's routes", () => {
  it("is a JSON object", async () => {
    expect(await read('{"note":"für Erika"}')).toEqual({ body: { note: "für Erika" } })
  })

  it("may be missing", async () => {
    expect(await read("", { isJson: false })).toEqual({ body: {} })
  })

  it.each(["[]", '"Erika"', "null", "5", '{"note":"Erika', "\uFEFF{}"])("is refused when it is %j", async (sent) => {
    const refused = await read(sent)
    expect(refused).toEqual({
      type: "invalid_data",
      code: "invalid_body",
      message: "Invalid request: the body is no JSON object",
    })
  })

  it("is refused when it does not say that it is JSON", async () => {
    expect(await read("{}", { isJson: false })).toMatchObject({ code: "invalid_body" })
  })

  it("is refused above 100 KB", async () => {
    const note = (length: number) => JSON.stringify({ note: "x".repeat(length - '{"note":""}'.length) })
    expect(await read(note(100 * 1024))).toMatchObject({ body: {} })
    expect(await read(note(100 * 1024 + 1))).toMatchObject({
      status: 413,
      type: "invalid_data",
      code: "body_too_large",
    })
  })

  it("is left as it is where something else has read it", async () => {
    expect(await read("", { body: { amount: 5 } })).toEqual({ body: { amount: 5 } })
  })
})
