import { rememberRequest } from "../log/record"

/**
 * Headers of a request on a connection of its own. A busy server may close one that was kept alive in the very moment
 * in which the next request takes it, and that request would fail.
 */
export const ON_OWN_CONNECTION = { connection: "close" }

/** An answer that is no success, with what the server said. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
  ) {
    super(`HTTP ${status}: ${JSON.stringify(body)}`)
    this.name = "HttpError"
  }
}

export interface HttpClient {
  get<Body = Record<string, unknown>>(path: string): Promise<Body>
  post<Body = Record<string, unknown>>(path: string, body?: object): Promise<Body>
  /** Sends a body as it is, with whatever type is claimed for it. */
  postText<Body = Record<string, unknown>>(path: string, text: string, contentType: string): Promise<Body>
  delete<Body = Record<string, unknown>>(path: string): Promise<Body>
}

/** JSON over HTTP, as a browser would speak it. Throws {@link HttpError} on any status that is no success. */
export function createHttpClient(baseUrl: string, headers: Record<string, string> = {}): HttpClient {
  async function send<Body>(method: string, path: string, text?: string, contentType?: string): Promise<Body> {
    const answer = await fetch(new URL(path, baseUrl), {
      method,
      headers: { ...ON_OWN_CONNECTION, ...headers, ...(contentType ? { "content-type": contentType } : {}) },
      ...(text === undefined ? {} : { body: text }),
    })
    const answered = await answer.text()
    const parsed = (answered.startsWith("{") ? JSON.parse(answered) : { text: answered }) as Record<string, unknown>
    if (!answer.ok) {
      throw new HttpError(answer.status, parsed)
    }
    return parsed as Body
  }
  async function request<Body>(method: string, path: string, body?: object): Promise<Body> {
    rememberRequest(body ?? {})
    return body ? send(method, path, JSON.stringify(body), "application/json") : send(method, path)
  }
  return {
    get: (path) => request("GET", path),
    post: (path, body = {}) => request("POST", path, body),
    postText: (path, text, contentType) => send("POST", path, text, contentType),
    delete: (path) => request("DELETE", path),
  }
}
