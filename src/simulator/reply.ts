/** What goes back over HTTP; without a body the connection is ended, or reset. */
export type Reply =
  | { status: number; contentType: string; body: string; headers?: Readonly<Record<string, string>> }
  | "hang up"
  | "reset"

export function textReply(body: string, status = 200): Reply {
  return { status, contentType: "text/plain; charset=utf-8", body }
}

export function htmlReply(body: string, status = 200): Reply {
  return { status, contentType: "text/html; charset=utf-8", body }
}
