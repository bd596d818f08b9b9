import { safeRedirectUrl } from "../redirect-url"

const BASE = "https://www.computop-paygate.com/"

describe("the address the shopper passes by after the order", () => {
  it.each([
    "https://pay.klarna.com/eu/redirects/1?a=b",
    "https://klarna.com/",
    "https://credit.klarna.net/x",
    "https://www.computop-paygate.com/x",
  ])("may be %s", (url) => {
    expect(safeRedirectUrl(url, BASE)).toBe(url)
  })

  it.each([
    undefined,
    "",
    "/relative",
    "http://pay.klarna.com/",
    "javascript:alert(1)",
    "https://evil.example/",
    "https://notklarna.com/",
    "https://klarna.com.evil.example/",
    "https://klarna.com@evil.example/",
    "https://evil.example/?u=https://klarna.com/",
    "https://evil.example\\@klarna.com/",
    "https://computop-paygate.com.evil.example/",
  ])("is never %j", (url) => {
    expect(safeRedirectUrl(url, BASE)).toBeNull()
  })
})
