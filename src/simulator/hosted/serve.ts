import type { OuterForm } from "../intake"
import { htmlReply, textReply, type Reply } from "../reply"
import type { State } from "../state"
import { completeHostedPage, completeInput } from "./complete"
import { checkoutPage, errorPage } from "./pages"
import { sendBrowser } from "./send-browser"

/** The page's own address in the browser: GET shows it, POST is one of its buttons. */
export function serveHostedPage(state: State, method: string, id: string, form: OuterForm): Reply {
  const payment = state.hostedPage(id)
  if (!payment?.hosted) {
    return htmlReply(errorPage("404", "There is no such page."), 404)
  }
  if (method !== "GET" && method !== "POST") {
    return textReply("The hosted page takes GET and POST.", 405)
  }
  const { hosted } = payment
  // Whoever comes back to a page that is over is sent where its result was.
  const pressed = method === "GET" ? { outcome: hosted.outcome } : { outcome: form.get("outcome") }
  if (pressed.outcome === undefined) {
    return htmlReply(checkoutPage(payment, hosted))
  }
  const input = completeInput.safeParse(pressed)
  return input.success
    ? sendBrowser(completeHostedPage(payment, input.data, state), state.settings)
    : htmlReply(errorPage("400", "There is no such button."), 400)
}
