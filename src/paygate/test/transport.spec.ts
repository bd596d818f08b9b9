import { execFileSync } from "node:child_process"
import diagnostics from "node:diagnostics_channel"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import http from "node:http"
import https from "node:https"
import net, { type AddressInfo, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import tls from "node:tls"
import { inspect } from "node:util"
import { gzipSync } from "node:zlib"
import { CALLS } from "../calls"
import { createPaygateClient } from "../client"
import type { PaygateError } from "../errors"
import { createTransport, TransportFailure, type Transport, type TransportOptions } from "../transport"
import { encrypted, failureOf, KEYS, OPTIONS, PERSON, requestFor, successOf } from "./fixtures"

const { createSession } = CALLS
const FORM = { MerchantID: "m", Len: "8", Data: "44b80e83545e0b4d" }

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** The sockets this process opens, newest last. */
const opened: Socket[] = []
const noteOpened = (message: unknown) => opened.push((message as { socket: Socket }).socket)
beforeEach(() => {
  opened.length = 0
  diagnostics.subscribe("net.client.socket", noteOpened)
})
afterEach(() => diagnostics.unsubscribe("net.client.socket", noteOpened))

/** Starts a server on a free port of the loopback address; gives the port, and the connections it got. */
async function listening(server: net.Server | http.Server): Promise<{ port: number; connections: Socket[] }> {
  const connections: Socket[] = []
  server.on("connection", (socket: Socket) => {
    socket.on("error", () => undefined)
    connections.push(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closing.push(() => {
    connections.forEach((socket) => socket.destroy())
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, connections }
}

function open(baseUrl: string, options: Partial<TransportOptions> = {}): Transport {
  const transport = createTransport({ baseUrl, connectTimeoutMs: 2000, timeoutMs: 4000, ...options })
  closing.push(() => transport.close())
  return transport
}

/** A transport to a server that answers like this. */
async function opposite(answer: http.RequestListener, options: Partial<TransportOptions> = {}) {
  const { port, connections } = await listening(http.createServer(answer))
  return { transport: open(`http://127.0.0.1:${port}/`, options), connections, port }
}

async function failureFrom(promise: Promise<unknown>): Promise<TransportFailure> {
  const error: unknown = await promise.catch((caught: unknown) => caught)
  if (!(error instanceof TransportFailure)) {
    throw error
  }
  return error
}

function bodyOf(request: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = ""
    request.on("data", (chunk: Buffer) => (body += chunk.toString())).on("end", () => resolve(body))
  })
}

describe("a post", () => {
  it("is a form at the script below the base address", async () => {
    const seen: unknown[] = []
    const { port } = await listening(
      http.createServer((request, response) => {
        void bodyOf(request).then((body) => {
          seen.push(request.method, request.url, request.headers["content-type"], body)
          response.end("x")
        })
      }),
    )
    await open(`http://127.0.0.1:${port}/paygate/`).post("capture.aspx", { ...FORM, MerchantID: "a&b c" })
    expect(seen).toEqual([
      "POST",
      "/paygate/capture.aspx",
      "application/x-www-form-urlencoded; charset=utf-8",
      "MerchantID=a%26b+c&Len=8&Data=44b80e83545e0b4d",
    ])
  })

  it("gives status and bytes of the answer as they are", async () => {
    const { transport } = await opposite((_request, response) => response.writeHead(500).end(Buffer.from([0, 0xff])))
    expect(await transport.post("a", FORM)).toEqual({ status: 500, body: Buffer.from([0, 0xff]) })
  })

  it("does not parse an answer that looks like JSON", async () => {
    const { transport } = await opposite((_request, response) => response.end('{"Code":1}'))
    expect((await transport.post("a", FORM)).body.toString()).toBe('{"Code":1}')
  })

  it("does not follow a redirect", async () => {
    const urls: (string | undefined)[] = []
    const { transport } = await opposite((request, response) => {
      urls.push(request.url)
      response.writeHead(307, { location: "/elsewhere" }).end()
    })
    expect((await transport.post("a", FORM)).status).toBe(307)
    expect(urls).toEqual(["/a"])
  })

  it("does not go through a proxy of the environment", async () => {
    const { transport } = await opposite((request, response) => response.end(request.url))
    process.env["http_proxy"] = "http://127.0.0.1:9"
    try {
      expect((await transport.post("a", FORM)).body.toString()).toBe("/a")
    } finally {
      delete process.env["http_proxy"]
    }
  })
})

describe("a connection", () => {
  it("serves many calls", async () => {
    const { transport, connections } = await opposite((_request, response) => response.end("x"))
    for (let call = 0; call < 50; call += 1) {
      await transport.post("a", FORM)
    }
    expect(connections).toHaveLength(1)
  })

  it("collects no listeners over its calls", async () => {
    const { transport } = await opposite((_request, response) => response.end("x"))
    const listeners = () => opened[0]!.eventNames().reduce((sum, name) => sum + opened[0]!.listenerCount(name), 0)
    await transport.post("a", FORM)
    await transport.post("a", FORM)
    const early = listeners()
    for (let call = 0; call < 30; call += 1) {
      await transport.post("a", FORM)
    }
    expect(listeners()).toBe(early)
  })

  it("is closed after four idle seconds, but not while an answer is awaited", async () => {
    const { transport, connections } = await opposite(
      (request, response) => void setTimeout(() => response.end("x"), request.url === "/slow" ? 4600 : 0),
      { timeoutMs: 8000 },
    )
    const quick = await transport.post("quick", FORM)
    const idle = connections[0]!
    const [slow] = await Promise.all([
      open(`http://127.0.0.1:${(idle.address() as AddressInfo).port}/`, { timeoutMs: 8000 }).post("slow", FORM),
      sleep(4600),
    ])
    expect([quick.status, slow.status, idle.destroyed]).toEqual([200, 200, true])
  }, 10_000)

  it("ends with the transport", async () => {
    const { transport, connections } = await opposite((_request, response) => response.end("x"))
    await transport.post("a", FORM)
    transport.close()
    await sleep(50)
    expect(connections[0]!.destroyed).toBe(true)
  })
})

describe("nothing was sent", () => {
  it("when the port is closed", async () => {
    const { port } = await listening(net.createServer())
    closing.splice(0).forEach((close) => close())
    await sleep(20)
    const failure = await failureFrom(open(`http://127.0.0.1:${port}/`).post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([false, "ECONNREFUSED"])
  })

  it("when the port is closed at all addresses of a name", async () => {
    const { port } = await listening(net.createServer())
    closing.splice(0).forEach((close) => close())
    await sleep(20)
    const failure = await failureFrom(open(`http://localhost:${port}/`).post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([false, "ECONNREFUSED"])
  })

  it("when the name does not exist", async () => {
    const transport = open("http://paygate.invalid/", { connectTimeoutMs: 500 })
    expect((await failureFrom(transport.post("a", FORM))).sent).toBe(false)
  })

  it("when the connection does not stand in time", async () => {
    // A server that is silent during the handshake of TLS.
    const { port } = await listening(net.createServer())
    const started = Date.now()
    const failure = await failureFrom(open(`https://127.0.0.1:${port}/`, { connectTimeoutMs: 200 }).post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([false, "PAYGATE_CONNECT_TIMEOUT"])
    expect(Date.now() - started).toBeLessThan(1500)
  })

  it("when the overall limit ends before the connection stands", async () => {
    const { port } = await listening(net.createServer())
    const failure = await failureFrom(open(`https://127.0.0.1:${port}/`, { timeoutMs: 200 }).post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([false, "timeout"])
  })

  it("when the connection is reset during the handshake of TLS", async () => {
    const { port } = await listening(net.createServer((socket) => socket.once("data", () => socket.resetAndDestroy())))
    expect((await failureFrom(open(`https://127.0.0.1:${port}/`).post("a", FORM))).sent).toBe(false)
  })

  it("when the other side does not speak TLS", async () => {
    const { port } = await listening(http.createServer())
    expect((await failureFrom(open(`https://127.0.0.1:${port}/`).post("a", FORM))).sent).toBe(false)
  })
})

describe("the request may have arrived", () => {
  it.each([
    ["is reset", (socket: Socket) => socket.resetAndDestroy(), "ECONNRESET"],
    ["is closed without an answer", (socket: Socket) => socket.end(), "ECONNRESET"],
    ["answers no HTTP", (socket: Socket) => socket.end("garbage\r\n\r\n"), "HPE_INVALID_CONSTANT"],
  ])("when the connection %s after sending", async (_case, act, reason) => {
    const { port } = await listening(net.createServer((socket) => socket.once("data", () => act(socket))))
    const failure = await failureFrom(open(`http://127.0.0.1:${port}/`).post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([true, reason])
  })

  it("when a kept connection is reset by the next request", async () => {
    const { transport, connections } = await opposite((request, response) => {
      if (request.url === "/first") {
        response.end("x")
      } else {
        request.socket.resetAndDestroy()
      }
    })
    await transport.post("first", FORM)
    const failure = await failureFrom(transport.post("second", FORM))
    expect([failure.sent, connections.length]).toEqual([true, 1])
  })

  it.each(["EHOSTUNREACH", "ENETUNREACH", "ECONNREFUSED", "EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ETIMEDOUT"])(
    "when a connection that stood fails with %s",
    async (code) => {
      const { transport } = await opposite(() => opened[0]!.destroy(Object.assign(new Error(code), { code })))
      const failure = await failureFrom(transport.post("a", FORM))
      expect([failure.sent, failure.reason]).toEqual([true, code])
    },
  )

  it("when the answer breaks off", async () => {
    const { transport } = await opposite((_request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("Len=")
      setTimeout(() => response.destroy(), 20)
    })
    expect((await failureFrom(transport.post("a", FORM))).sent).toBe(true)
  })

  it("when no answer comes in time", async () => {
    const { transport } = await opposite(() => undefined, { timeoutMs: 200 })
    const failure = await failureFrom(transport.post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([true, "timeout"])
  })

  it("when an answer drips, each byte in time but the whole too late", async () => {
    const { transport } = await opposite(
      (_request, response) => {
        const drip = setInterval(() => response.write("x"), 20)
        response.on("close", () => clearInterval(drip))
      },
      { timeoutMs: 300 },
    )
    const started = Date.now()
    const failure = await failureFrom(transport.post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([true, "timeout"])
    expect(Date.now() - started).toBeLessThan(1500)
  })

  it("when the connection stood in time and only the answer is late", async () => {
    const { transport } = await opposite((_request, response) => void setTimeout(() => response.end("x"), 400), {
      connectTimeoutMs: 200,
    })
    expect((await transport.post("a", FORM)).status).toBe(200)
  })
})

describe("the size of an answer is bounded", () => {
  it("at 256 kilobytes", async () => {
    const { transport } = await opposite((_request, response) => response.end(Buffer.alloc(256 * 1024)))
    expect((await transport.post("a", FORM)).body).toHaveLength(256 * 1024)
  })

  it.each([
    ["longer", (response: http.ServerResponse) => response.end(Buffer.alloc(256 * 1024 + 1))],
    [
      "endless",
      (response: http.ServerResponse) => {
        const flow = () => void (response.destroyed || response.write(Buffer.alloc(65536), flow))
        flow()
      },
    ],
    [
      "packed",
      (response: http.ServerResponse) =>
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50_000_000))),
    ],
  ])("also when it is %s", async (_case, act) => {
    const { transport } = await opposite((_request, response) => void act(response))
    const failure = await failureFrom(transport.post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([true, "ERR_BAD_RESPONSE"])
  })
})

/** A certificate for 127.0.0.1, or nothing where there is no openssl. */
const certificate = (() => {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"))
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")]
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
  try {
    execFileSync("openssl", ["req", "-x509", ...kind, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" })
    return { key: readFileSync(key), cert: readFileSync(cert) }
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
})()

;(certificate ? describe : describe.skip)("over TLS", () => {
  /** Makes the test's certificate trusted, as NODE_EXTRA_CA_CERTS would from the start of the process. */
  function trustCertificate() {
    const create = tls.createSecureContext
    jest
      .spyOn(tls, "createSecureContext")
      .mockImplementation((options) => create({ ...options, ca: certificate!.cert }))
  }
  afterEach(() => jest.restoreAllMocks())

  it("one connection serves many calls", async () => {
    trustCertificate()
    const { port, connections } = await listening(https.createServer(certificate!, (_, response) => response.end("x")))
    const transport = open(`https://127.0.0.1:${port}/`)
    for (let call = 0; call < 20; call += 1) {
      expect((await transport.post("a", FORM)).status).toBe(200)
    }
    expect(connections).toHaveLength(1)
  })

  it.each(["TLSv1.2", "TLSv1.3"] as const)("a certificate nobody signed gets not a byte, in %s", async (maxVersion) => {
    let bytes = 0
    const server = tls.createServer({ ...certificate, maxVersion }, (socket) => {
      socket.on("data", (chunk: Buffer) => (bytes += chunk.length)).on("error", () => undefined)
    })
    const { port } = await listening(server)
    const failure = await failureFrom(open(`https://127.0.0.1:${port}/`).post("a", FORM))
    await sleep(50)
    expect([failure.sent, failure.reason, bytes]).toEqual([false, "DEPTH_ZERO_SELF_SIGNED_CERT", 0])
  })

  it("a certificate for another name gets not a byte", async () => {
    trustCertificate()
    let bytes = 0
    const server = tls.createServer(certificate!, (socket) => {
      socket.on("data", (chunk: Buffer) => (bytes += chunk.length)).on("error", () => undefined)
    })
    const { port } = await listening(server)
    const failure = await failureFrom(open(`https://localhost:${port}/`).post("a", FORM))
    await sleep(50)
    expect([failure.sent, failure.reason, bytes]).toEqual([false, "ERR_TLS_CERT_ALTNAME_INVALID", 0])
  })

  it("the request may have arrived when TLS breaks after sending", async () => {
    trustCertificate()
    // Garbage between the records, as from a broken middlebox, comes out as the same error as a failed handshake.
    const server = tls.createServer(certificate!, (socket) => {
      socket.on("error", () => undefined)
      socket.once("data", () => connections[0]!.write("garbage instead of a record"))
    })
    const { port, connections } = await listening(server)
    const failure = await failureFrom(open(`https://127.0.0.1:${port}/`).post("a", FORM))
    expect([failure.sent, failure.reason]).toEqual([true, expect.stringMatching(/^(EPROTO|ERR_SSL_.*)$/)])
  })
})

describe("an error of the client", () => {
  const secrets = [
    KEYS.encryption,
    KEYS.hmac,
    PERSON.first,
    PERSON.last,
    PERSON.email,
    PERSON.street,
    "Data=",
    "Battery",
  ]

  /** What any logger could make of an error. */
  function shown(error: PaygateError): string {
    const all = { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null } as const
    return [inspect(error, all), JSON.stringify(error), String(error), error.stack].join("\n")
  }

  async function errorAfter(answer: (socket: Socket) => void, options: Partial<TransportOptions> = {}) {
    const { port } = await listening(net.createServer((socket) => socket.once("data", () => answer(socket))))
    const client = createPaygateClient({ ...OPTIONS, baseUrl: `http://127.0.0.1:${port}/`, ...options })
    closing.push(() => client.close())
    return failureOf(client.send(createSession, requestFor(createSession)))
  }

  function http200(body: Buffer): (socket: Socket) => void {
    return (socket) => socket.end(Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"), body]))
  }

  it.each([
    ["a reset", (socket: Socket) => socket.resetAndDestroy(), "no_answer"],
    ["a timeout", () => undefined, "timeout"],
    ["HTTP 500", (socket: Socket) => socket.end("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"), "http_status"],
    ["a web page", http200(Buffer.from(`<p>${PERSON.first}`)), "html_answer"],
    ["garbage in Data", http200(Buffer.from(`Len=8&Data=44b80e83545e0b4d00${PERSON.first}`)), "unreadable_answer"],
    [
      "a refusal that quotes the shopper",
      http200(
        encrypted({
          ...successOf(createSession),
          Status: "FAILED",
          Code: "22890302",
          Description: `no ${PERSON.first} ${PERSON.last}`,
          ErrorText: PERSON.email,
        }),
      ),
      "22890302",
    ],
    [
      "a doubled parameter that quotes the shopper",
      http200(encrypted(`Code=1&${PERSON.first}=1&${PERSON.first}=2`)),
      "unreadable_answer",
    ],
  ])("after %s shows neither keys nor data nor the shopper", async (_case, answer, code) => {
    const error = await errorAfter(answer, { timeoutMs: 300 })
    const text = shown(error)
    expect(error.code).toBe(code)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/[0-9a-f]{64}|axios|ClientRequest|Socket/i)
  })

  it("after a refused connection shows none of it either", async () => {
    const client = createPaygateClient({ ...OPTIONS, baseUrl: "http://127.0.0.1:1/" })
    closing.push(() => client.close())
    const error = await failureOf(client.send(createSession, requestFor(createSession)))
    const text = shown(error)
    expect([error.kind, error.code]).toEqual(["transport", "not_reachable"])
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/[0-9a-f]{64}|axios|ClientRequest|Socket/i)
  })
})
