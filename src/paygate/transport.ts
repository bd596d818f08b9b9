import * as http from "node:http"
import * as https from "node:https"
import type { Duplex } from "node:stream"
import axios, { isAxiosError } from "axios"

export interface TransportOptions {
  /** Paygate's base address, ending in `/`. */
  baseUrl: string
  /** Milliseconds until the connection must stand. */
  connectTimeoutMs: number
  /** Milliseconds until the whole answer must be there. */
  timeoutMs: number
}

export interface TransportAnswer {
  status: number
  body: Buffer
}

/**
 * Why no answer came. `sent` is false only when the request certainly never left, `reason` is the code of the socket or
 * of axios, or `timeout`. Carries no axios error: those hold request bodies and headers.
 */
export class TransportFailure extends Error {
  constructor(
    readonly sent: boolean,
    readonly reason: string,
  ) {
    super(reason)
    this.name = "TransportFailure"
  }
}

export interface Transport {
  post(script: string, form: Readonly<Record<string, string>>): Promise<TransportAnswer>
  close(): void
}

/** An answer has at most a few kilobytes; anything larger is not Paygate's. */
const MAX_ANSWER_BYTES = 256 * 1024
const CONNECT_TIMEOUT = "PAYGATE_CONNECT_TIMEOUT"

/**
 * Milliseconds after which an idle connection is closed from here. A request that meets a connection which the other
 * side is just closing has an unknown outcome, and the shortest usual limit of servers is five seconds.
 */
const MAX_IDLE_MS = 4000

/**
 * The sockets that once stood: connected, and with TLS past handshake and certificate. Only over these can a byte of a
 * request have left. Error codes cannot tell: a network may vanish (`EHOSTUNREACH`) or TLS break (`EPROTO`) before as
 * well as after.
 */
const established = new WeakSet<object>()

/** Notes when a socket stands, and ends one that does not in time. */
function watchConnecting<Socket extends Duplex | null | undefined>(socket: Socket, event: string, ms: number): Socket {
  if (socket) {
    const timer = setTimeout(
      () => socket.destroy(Object.assign(new Error("connect timeout"), { code: CONNECT_TIMEOUT })),
      ms,
    )
    const stop = () => clearTimeout(timer)
    socket
      .once(event, () => {
        stop()
        established.add(socket)
      })
      .once("close", stop)
  }
  return socket
}

function createAgent(secure: boolean, connectTimeoutMs: number): http.Agent {
  const options = { keepAlive: true, timeout: MAX_IDLE_MS }
  const agent = secure ? new https.Agent(options) : new http.Agent(options)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) =>
    watchConnecting(connect(options, callback), secure ? "secureConnect" : "connect", connectTimeoutMs)
  return agent
}

/** Without the request at hand, the worse is assumed: that it was sent. */
function wasSent(error: unknown): boolean {
  const request = isAxiosError(error) ? (error.request as Partial<http.ClientRequest> | undefined) : undefined
  return !request || (request.socket != null && established.has(request.socket))
}

function reasonOf(error: unknown): string {
  return (isAxiosError(error) ? error.code : undefined) ?? "no code"
}

/** Posts forms to Paygate over kept-alive connections; never follows a redirect, never repeats a request. */
export function createTransport(options: TransportOptions): Transport {
  const secure = new URL(options.baseUrl).protocol === "https:"
  const agent = createAgent(secure, options.connectTimeoutMs)
  const client = axios.create({
    ...(secure ? { httpsAgent: agent } : { httpAgent: agent }),
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8", accept: "*/*" },
    responseType: "arraybuffer",
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    proxy: false,
    validateStatus: () => true,
  })
  return {
    async post(script, form) {
      // axios' own timeout restarts with each byte; the signal bounds the whole exchange.
      const signal = AbortSignal.timeout(options.timeoutMs)
      try {
        const body = new URLSearchParams(form).toString()
        const answer = await client.post<ArrayBuffer>(new URL(script, options.baseUrl).href, body, { signal })
        return { status: answer.status, body: Buffer.from(answer.data) }
      } catch (error) {
        throw new TransportFailure(wasSent(error), signal.aborted ? "timeout" : reasonOf(error))
      }
    },
    close: () => agent.destroy(),
  }
}
