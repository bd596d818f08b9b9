import { BlockList, isIP } from "node:net"

/** From where an address can be reached: from this machine alone, from a private network, or from anywhere. */
export type Reach = "machine" | "network" | "public"

function listOf(...subnets: [network: string, prefix: number][]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of subnets) {
    list.addSubnet(network, prefix, isIP(network) === 4 ? "ipv4" : "ipv6")
  }
  return list
}

const MACHINE = listOf(["127.0.0.0", 8], ["0.0.0.0", 32], ["::1", 128], ["::", 128])

/** Private, shared (RFC 6598) and link-local ranges, and those that documents use. */
const NETWORK = listOf(
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["2001:db8::", 32],
  ["fc00::", 7],
  ["fe80::", 10],
)

/** What no public name server knows (RFC 6762, 8375, 9476, ICANN's `.internal`, and what routers make up). */
const PRIVATE_NAME = /\.(local|internal|lan|intranet|private|corp|home|home\.arpa|test|invalid)$/

/** From where the host of an address can be reached, as far as its name tells; nothing is looked up. */
export function reachOf({ hostname }: URL): Reach {
  const host = hostname.replace(/^\[|\]$|\.$/g, "")
  const version = isIP(host)
  if (version === 0) {
    const isOwn = host === "localhost" || host.endsWith(".localhost")
    return isOwn ? "machine" : !host.includes(".") || PRIVATE_NAME.test(host) ? "network" : "public"
  }
  const family = version === 4 ? "ipv4" : "ipv6"
  return MACHINE.check(host, family) ? "machine" : NETWORK.check(host, family) ? "network" : "public"
}
