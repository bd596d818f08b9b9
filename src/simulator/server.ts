import { setMaxListeners } from "node:events"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { SCRIPTS } from "./calls"
import { handleControl } from "./control/handle-control"
import type { Controls } from "./controls"
import { exchange, type Wait } from "./exchange"
import { serveHostedPage } from "./hosted/serve"
import { readForm } from "./intake"
import { textReply, type Reply } from "./reply"
import type { State } from "./state"

/** Far above any request; whoever sends more is no Paygate client. */
const MAX_BODY_BYTES = 256 * 1024

/** A listening server. */
export interface Listening {
  host: string
  port: number
  stop: () => Promise<void>
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) {
      throw new RangeError("the body is too large")
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

async function answerScript(state: State, request: http.IncomingMessage, url: URL, wait: Wait): Promise<Reply> {
  const page = /^\/hosted\/([^/]+)$/.exec(url.pathname)?.[1]
  if (page !== undefined) {
    return serveHostedPage(state, request.method ?? "GET", page, readForm(await readBody(request)))
  }
  const script = url.pathname.slice(1).toLowerCase()
  if (!SCRIPTS.has(script)) {
    return textReply("The simulator has no such script.", 404)
  }
  if (request.method !== "POST" && request.method !== "GET") {
    return textReply("Paygate takes POST and GET.", 405)
  }
  const form = request.method === "POST" ? await readBody(request) : url.search
  return exchange(state, script, readForm(form), wait)
}

/** Starts the HTTP server; rejects when the port is taken. */
export async function listen(state: State, controls: Controls): Promise<Listening> {
  const stopping = new AbortController()
  // Any number of answers may be waiting.
  setMaxListeners(0, stopping.signal)
  const wait: Wait = async (milliseconds) => {
    await sleep(milliseconds, undefined, { signal: stopping.signal })
  }

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://simulator.invalid")
    if (/^\/simulator(\/|$)/.test(url.pathname)) {
      const reply = await handleControl(controls, request.method ?? "GET", url, await readBody(request))
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers })
      response.end(reply.body === undefined ? "" : JSON.stringify(reply.body))
      return
    }
    const reply = await answerScript(state, request, url, wait)
    if (reply === "hang up") {
      request.socket.destroy()
      return
    }
    if (reply === "reset") {
      request.socket.resetAndDestroy()
      return
    }
    response.writeHead(reply.status, { "content-type": reply.contentType, ...reply.headers }).end(reply.body)
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (stopping.signal.aborted || response.headersSent) {
        request.socket.destroy()
        return
      }
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const status = error instanceof RangeError ? 413 : 500
      response.writeHead(status, { "content-type": "text/plain", connection: "close" }).end(`Simulator: ${reason}`)
    })
  })
  const { host, port } = state.settings
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve)
  })
  let stopped: Promise<void> | undefined
  return {
    host,
    port: (server.address() as AddressInfo).port,
    stop: () =>
      (stopped ??= new Promise((resolve) => {
        stopping.abort()
        state.notifications.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      })),
  }
}
