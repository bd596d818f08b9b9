import { randomBytes } from "node:crypto"
import { textsIn } from "./hosted-page-texts"

const STYLE = `
:root { color-scheme: light dark; --ground: #f4f4f5; --card: #fff; --ink: #18181b; --soft: #52525b }
@media (prefers-color-scheme: dark) {
  :root { --ground: #18181b; --card: #27272a; --ink: #fafafa; --soft: #b4b4bd }
}
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
main { box-sizing: border-box; width: min(28rem, 100vw - 2rem); padding: 2rem 1.5rem; border-radius: 1rem; background: var(--card); text-align: center }
h1, p { text-wrap: balance }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3 }
p { margin: 0 0 1.5rem; color: var(--soft) }
button { width: 100%; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; font: inherit; font-weight: 600; color: var(--card); background: var(--ink); cursor: pointer }
button:focus-visible { outline: 3px solid #a78bfa; outline-offset: 2px }
`

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export interface Page {
  html: string
  /** Lets nothing run or load but the page's own script and style. */
  contentSecurityPolicy: string
}

interface Content {
  lang: string
  title: string
  heading: string
  text: string
  form?: { url: string; html: string }
}

function page({ lang, title, heading, text, form }: Content): Page {
  const nonce = randomBytes(16).toString("base64")
  const script = form ? `\n<script nonce="${nonce}">document.forms[0].submit()</script>` : ""
  const html = `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${text}</p>${form?.html ?? ""}
</main>${script}
</body>
</html>
`
  const contentSecurityPolicy = [
    "default-src 'none'",
    ...(form ? [`script-src 'nonce-${nonce}'`] : []),
    `style-src 'nonce-${nonce}'`,
    // Browsers hold every redirect after the form against form-action, and Paygate's lead on to Klarna's hosts.
    form ? `form-action https: ${new URL(form.url).origin}` : "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
  return { html, contentSecurityPolicy }
}

/** A page that posts a form to Paygate by itself, and by a button where scripts are switched off. */
export function formPage({ url, fields }: { url: string; fields: Record<string, string> }, language: string): Page {
  const { lang, title, wait, hint, button } = textsIn(language)
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("")
  const html = `\n<form method="post" action="${escape(url)}">${inputs}<button>${button}</button></form>`
  return page({ lang, title, heading: wait, text: hint, form: { url, html } })
}

/** What a shopper reads whose address leads nowhere (any more). */
export function lostPage(language: string): Page {
  const { lang, lost, lostHint } = textsIn(language)
  return page({ lang, title: lost, heading: lost, text: lostHint })
}
