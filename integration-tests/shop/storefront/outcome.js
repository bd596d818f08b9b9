/** Asks the backend how the payment named in the page's address went, until that is settled, and shows it. */
const main = document.querySelector("main")
const { backendUrl, publishableKey, texts } = JSON.parse(main.dataset.config)
const session = new URLSearchParams(location.search).get("payment_session_id")

const pauseInMs = 1500
const statuses = ["pending", "authorized", "pending_authorization", "failed", "canceled", "unreachable"]
const settled = ["authorized", "failed", "canceled", "unknown"]

function show(status, { hint, orderId } = {}) {
  main.dataset.status = status
  document.title = texts[status]
  main.querySelector("h1").textContent = texts[status]
  main.querySelector(".hint").textContent = hint ?? texts[`${status}Hint`]
  const order = main.querySelector(".order")
  order.hidden = !orderId
  order.textContent = orderId ? `${texts.order} ${orderId}` : ""
}

async function ask() {
  const address = `${backendUrl}/store/paygate-klarna/payment-sessions/${encodeURIComponent(session)}`
  const response = await fetch(address, { headers: { "x-publishable-api-key": publishableKey } })
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`)
  return response.ok ? await response.json() : { status: "unknown" }
}

/** Klarna asks for one visit of its page after the order, which leads back here. */
function visitKlarna(address) {
  const visited = `visited:${session}`
  if (!address?.startsWith("https://") || sessionStorage.getItem(visited)) return
  sessionStorage.setItem(visited, "yes")
  location.assign(address)
}

async function follow() {
  for (;;) {
    const answer = await ask().catch(() => ({ status: "unreachable" }))
    const status = statuses.includes(answer.status) ? answer.status : "unknown"
    show(status, { hint: answer.error?.message, orderId: answer.order_id })
    if (answer.order_id) visitKlarna(answer.redirect_url)
    // The order's number may come a moment after the authorization.
    if (settled.includes(status) && (status !== "authorized" || answer.order_id)) return
    await new Promise((resolve) => setTimeout(resolve, pauseInMs))
  }
}

if (session) {
  show("pending")
  void follow()
}
