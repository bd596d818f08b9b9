import { ZodError } from "zod"
import type { Controls } from "../controls"
import { ControlError } from "./control-error"
import { matchRoutes } from "./routes"

/** An answer of the control API. */
export interface ControlReply {
  status: number
  body: unknown
  /** For pages of another origin; only the widget's route allows them. */
  headers: Record<string, string>
}

const CROSS_ORIGIN = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "content-type",
  "access-control-allow-methods": "POST",
}

/** Answers one request under `/simulator`; errors are `{ message }` with a fitting status. */
export async function handleControl(controls: Controls, method: string, url: URL, text: string): Promise<ControlReply> {
  const { routes, id } = matchRoutes(url.pathname.replace(/^\/simulator/, "").replace(/\/$/, ""))
  const headers = routes.some((route) => route.crossOrigin) ? CROSS_ORIGIN : {}
  if (routes.length === 0) {
    return { status: 404, body: { message: "no such control; GET /simulator lists them" }, headers }
  }
  if (method === "OPTIONS") {
    return { status: 204, body: undefined, headers }
  }
  const route = routes.find((one) => one.method === method)
  if (!route) {
    return { status: 405, body: { message: `not ${method}` }, headers }
  }
  try {
    const body: unknown = text === "" ? {} : JSON.parse(text)
    return { status: 200, body: await route.handle(controls, { id, query: url.searchParams, body }), headers }
  } catch (error) {
    return { ...describe(error), headers }
  }
}

function describe(error: unknown): Pick<ControlReply, "status" | "body"> {
  if (error instanceof ControlError) {
    return { status: error.status, body: { message: error.message } }
  }
  if (error instanceof ZodError) {
    return { status: 400, body: { message: "the body does not fit", issues: error.issues } }
  }
  if (error instanceof SyntaxError) {
    return { status: 400, body: { message: "the body is no JSON" } }
  }
  throw error
}
