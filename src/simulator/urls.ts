/**
 * What is wrong with an address that Paygate is to call or to send the shopper to, if anything. "Nur über Port 443" and
 * without parameters (interface document, "URLNotify", "URLSuccess"); this machine's own addresses may use http and any
 * port, for tests.
 */
export function faultOfUrl(text: string): string | undefined {
  if (!URL.canParse(text)) {
    return "not an absolute address"
  }
  const url = new URL(text)
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  const isPort443 = url.protocol === "https:" && url.port === ""
  if (!isPort443 && !(isLoopback && url.protocol === "http:")) {
    return "only https on port 443, or a loopback address"
  }
  return url.search !== "" || url.hash !== "" ? "must have no query" : undefined
}
