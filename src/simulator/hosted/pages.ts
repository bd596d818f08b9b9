import type { OrderLine } from "../../paygate"
import type { Payment } from "../payment"
import type { ResultFields } from "../result"
import type { HostedSession } from "./session"
import { STYLE } from "./style"

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)
}

/** Every currency of the document has two decimals. */
function money(amount: number, currency: string): string {
  return `${(amount / 100).toFixed(2)} ${currency}`
}

function page(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
<footer>Simulated: no Klarna, no money.</footer>
</body>
</html>
`
}

function row(line: OrderLine, currency: string): string {
  const name = `${escape(line.name)}${line.quantity === 1 ? "" : ` × ${line.quantity}`}`
  return `<tr><td>${name}</td><td>${escape(money(line.total_amount, currency))}</td></tr>`
}

/** Whether an address may stand in the page; anything but the web's own could run a script. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** The checkout: merchant, lines, total, and the three things a shopper can do. */
export function checkoutPage(payment: Payment, { id, layout }: HostedSession): string {
  const { currency, lines, sessionAmount, merchantId, addresses } = payment
  const { logo_url: logo, page_title: title = "Pay with Klarna", purchase_type, show_subtotal_detail } = layout
  const rows = show_subtotal_detail === "HIDE" ? "" : lines.map((line) => row(line, currency)).join("\n")
  const button = (outcome: string, text: string): string =>
    `<button name="outcome" value="${outcome}" type="submit">${escape(text)}</button>`
  return page(
    title,
    `${logo && isWebAddress(logo) ? `<img src="${escape(logo)}" alt="">` : ""}
<h1>${escape(title)}</h1>
<p>${escape(merchantId)}</p>
<table>
<tbody>
${rows}
</tbody>
<tfoot><tr><td>Total</td><td>${escape(money(sessionAmount, currency))}</td></tr></tfoot>
</table>
<p>${escape(`${addresses["bdFirstName"] ?? ""} ${addresses["bdLastName"] ?? ""}, ${addresses["bdCity"] ?? ""}`)}</p>
<form method="post" action="/hosted/${escape(id)}">
${button("pay", purchase_type ? `Pay (${purchase_type})` : "Pay")}
${button("decline", "Let Klarna decline")}
${button("cancel", "Cancel")}
</form>`,
  )
}

/** Posts the result to the shop by itself, or by its button where scripts are off. */
export function returnPage(url: string, fields: ResultFields): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value as string)}">`,
  )
  return page(
    "Back to the shop",
    `<form method="post" action="${escape(url)}">
${inputs.join("\n")}
<button type="submit">Back to the shop</button>
</form>
<script>document.forms[0].submit()</script>`,
  )
}

/** A refusal that no shop can be told of. */
export function errorPage(code: string, description: string): string {
  return page("Error", `<h1>This payment cannot be started</h1>\n<p>${escape(`${code} ${description}`)}</p>`)
}
