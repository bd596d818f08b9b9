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
 * Why no answer came. `sent` is false only when the request certainly never left. Carries no axios error: those hold
 * request bodies and headers.
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

/** What can only happen before the first byte of the request is written. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|PAYGATE_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|UNABLE_TO_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|ERR_SSL_.*|EPROTO)$/

/** Ends a socket that does not connect (and, with TLS, finish its handshake) in time. */
function limitConnecting<Socket extends Duplex | null | undefined>(socket: Socket, event: string, ms: number): Socket {
  if (socket) {
    const timer = setTimeout(
      () => socket.destroy(Object.assign(new Error("connect timeout"), { code: CONNECT_TIMEOUT })),
      ms,
    )
    const stop = () => clearTimeout(timer)
    socket.once(event, stop).once("close", stop)
  }
  return socket
}

function createAgent(secure: boolean, connectTimeoutMs: number): http.Agent {
  const agent = secure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true })
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) =>
    limitConnecting(connect(options, callback), secure ? "secureConnect" : "connect", connectTimeoutMs)
  return agent
}

function failureOf(error: unknown): TransportFailure {
  const code = isAxiosError(error) ? (error.code ?? "no code") : "no code"
  return new TransportFailure(!NEVER_SENT.test(code), code)
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
        throw signal.aborted ? new TransportFailure(true, "timeout") : failureOf(error)
      }
    },
    close: () => agent.destroy(),
  }
}
