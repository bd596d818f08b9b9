import { once } from "node:events"
import { createServer, type RequestListener, type Server } from "node:http"

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"])

/** Whether the address names this machine only. */
export function isLoopback(address: string): boolean {
  return loopbackHosts.has(new URL(address).hostname)
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = await listen(createServer(), 0, "127.0.0.1")
  const address = server.address()
  await close(server)
  if (!address || typeof address === "string") throw new Error("The system gave no port")
  return address.port
}

export async function isFree(port: number): Promise<boolean> {
  try {
    await close(await listen(createServer(), port, "127.0.0.1"))
    return true
  } catch {
    return false
  }
}

/**
 * Serves `address`: a loopback address on the loopback interface only, in both IP versions since "localhost" may mean
 * either; any other one on every interface, as whatever makes it public forwards to `port` from elsewhere.
 */
export async function serve(handler: RequestListener, address: string, port: number): Promise<() => Promise<void>> {
  const hosts = isLoopback(address) ? ["127.0.0.1", "::1"] : [undefined]
  const servers: Server[] = []
  for (const host of hosts) {
    try {
      servers.push(await listen(createServer(handler), port, host))
    } catch (error) {
      if (isMissingAddress(error)) continue
      await Promise.all(servers.map(close))
      throw portError(error, port)
    }
  }
  return async () => {
    await Promise.all(servers.map(close))
  }
}

async function listen(server: Server, port: number, host: string | undefined): Promise<Server> {
  server.listen(port, host)
  await once(server, "listening")
  return server
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close")
  server.close()
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), 2000)
  await closed
  clearTimeout(impatience)
}

/** Not every machine has IPv6. */
function isMissingAddress(error: unknown): boolean {
  return ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes((error as NodeJS.ErrnoException).code ?? "")
}

function portError(error: unknown, port: number): unknown {
  const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE"
  return taken ? new Error(`Port ${port} is in use.`, { cause: error }) : error
}
