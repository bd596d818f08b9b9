import type { Settings } from "../options"
import { htmlReply, type Reply } from "../reply"
import { writeFields } from "../result"
import type { BrowserReturn } from "./complete"
import { returnPage } from "./pages"

/** Sends the browser back to the shop, by a redirect or by a form that posts itself. */
export function sendBrowser({ url, fields }: BrowserReturn, { hostedReturn }: Settings): Reply {
  if (hostedReturn === "post") {
    return htmlReply(returnPage(url, fields))
  }
  const location = `${url}?${writeFields(fields)}`
  return { status: 302, contentType: "text/plain; charset=utf-8", body: "", headers: { location } }
}
