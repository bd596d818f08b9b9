import { readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { join } from "node:path"
import { isLoopback, serve } from "../listening"
import { page, type PageSettings } from "./page"
import { chooseLanguage } from "./texts"

const assets: Record<string, { type: string; body: string }> = {
  "/outcome.js": { type: "text/javascript", body: readFileSync(join(__dirname, "outcome.js"), "utf8") },
  "/style.css": { type: "text/css", body: readFileSync(join(__dirname, "style.css"), "utf8") },
  "/favicon.ico": { type: "image/x-icon", body: "" },
}

/**
 * Serves the page that shows a shopper how the payment went, at any path of `url`. A storefront elsewhere is somebody
 * else's: then there is nothing to serve, and nothing is returned.
 */
export async function startStorefront(url: string, settings: PageSettings) {
  const { port, protocol } = new URL(url)
  if (!isLoopback(url) || protocol !== "http:") return undefined
  return { stop: await serve((request, response) => answer(request, response, settings), url, Number(port || 80)) }
}

function answer(request: IncomingMessage, response: ServerResponse, settings: PageSettings): void {
  const path = (request.url ?? "/").replace(/\?.*/, "")
  const { type, body } = assets[path] ?? {
    type: "text/html",
    body: page(chooseLanguage(request.headers["accept-language"]), settings),
  }
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${new URL(settings.backendUrl).origin}`
  response.writeHead(200, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": `${policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    vary: "accept-language",
  })
  response.end(body)
}
