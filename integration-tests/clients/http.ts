import { rememberRequest } from "../log/record"

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
  delete<Body = Record<string, unknown>>(path: string): Promise<Body>
}

/** JSON over HTTP, as a browser would speak it. Throws {@link HttpError} on any status that is no success. */
export function createHttpClient(baseUrl: string, headers: Record<string, string> = {}): HttpClient {
  async function request<Body>(method: string, path: string, body?: object): Promise<Body> {
    rememberRequest(body ?? {})
    const answer = await fetch(new URL(path, baseUrl), {
      method,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    const parsed = (text.startsWith("{") ? JSON.parse(text) : { text }) as Record<string, unknown>
    if (!answer.ok) {
      throw new HttpError(answer.status, parsed)
    }
    return parsed as Body
  }
  return {
    get: (path) => request("GET", path),
    post: (path, body = {}) => request("POST", path, body),
    delete: (path) => request("DELETE", path),
  }
}
