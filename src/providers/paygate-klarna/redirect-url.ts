const KLARNA_HOST = /(^|\.)klarna\.(com|net)$/

/** Where the shopper passes by after the order: https, and Klarna's or Paygate's own host only; else `null`. */
export function safeRedirectUrl(text: string | undefined, baseUrl: string): string | null {
  if (text === undefined || !URL.canParse(text)) {
    return null
  }
  const url = new URL(text)
  const isKnown = KLARNA_HOST.test(url.hostname) || url.hostname === new URL(baseUrl).hostname
  return url.protocol === "https:" && isKnown ? url.href : null
}
