import { reachOf } from "../reach"

const reach = (host: string) => reachOf(new URL(`https://${host}`))

describe("an address is reached", () => {
  it.each([
    "localhost",
    "localhost.",
    "shop.localhost",
    "LOCALHOST",
    "127.0.0.1",
    "127.0.0.2",
    "127.255.255.254",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "2130706433",
  ])("from this machine alone: %s", (host) => {
    expect(reach(host)).toBe("machine")
  })

  it.each([
    "10.0.0.1",
    "100.64.0.1",
    "169.254.1.1",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "[::ffff:192.168.1.1]",
    "192.0.2.1",
    "[fd00::1]",
    "[fc00::1]",
    "[fe80::1]",
    "[2001:db8::1]",
    "backend",
    "backend.",
    "medusa.local",
    "backend.internal",
    "backend.internal.",
    "shop.lan",
    "shop.home.arpa",
    "shop.test",
  ])("from a private network: %s", (host) => {
    expect(reach(host)).toBe("network")
  })

  it.each([
    "backend.example",
    "shop.example.com",
    "localhost.example.com",
    "internal.example.com",
    "notlocal.com",
    "8.8.8.8",
    "128.0.0.1",
    "172.32.0.1",
    "11.0.0.1",
    "100.128.0.1",
    "[2a00:1450::1]",
  ])("from anywhere: %s", (host) => {
    expect(reach(host)).toBe("public")
  })
})
