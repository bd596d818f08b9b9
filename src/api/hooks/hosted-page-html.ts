import { randomBytes } from "node:crypto"

/** What the page says to those whose browser does not go on by itself, by Paygate's own code of the language. */
const TEXTS: Record<string, { title: string; wait: string; button: string }> = {
  DE: { title: "Weiter zu Klarna", wait: "Sie werden zu Klarna weitergeleitet.", button: "Weiter zu Klarna" },
  FR: { title: "Vers Klarna", wait: "Vous allez être redirigé vers Klarna.", button: "Continuer vers Klarna" },
  NL: { title: "Naar Klarna", wait: "U wordt doorgestuurd naar Klarna.", button: "Verder naar Klarna" },
  SE: { title: "Till Klarna", wait: "Du skickas vidare till Klarna.", button: "Vidare till Klarna" },
  NO: { title: "Til Klarna", wait: "Du blir sendt videre til Klarna.", button: "Gå videre til Klarna" },
  DK: { title: "Til Klarna", wait: "Du sendes videre til Klarna.", button: "Videre til Klarna" },
  FI: { title: "Klarnaan", wait: "Sinut ohjataan Klarnan sivulle.", button: "Jatka Klarnaan" },
  ES: { title: "A Klarna", wait: "Le redirigimos a Klarna.", button: "Continuar a Klarna" },
  IT: { title: "A Klarna", wait: "Stai per essere reindirizzato a Klarna.", button: "Continua su Klarna" },
  PL: { title: "Do Klarna", wait: "Nastąpi przekierowanie do Klarna.", button: "Przejdź do Klarna" },
}
const ENGLISH = { title: "On to Klarna", wait: "You are being taken to Klarna.", button: "Continue to Klarna" }

/** `lang` of a page, by Paygate's code where it is a country's. */
const HTML_LANGUAGE: Record<string, string> = { DK: "da", SE: "sv", NO: "nb" }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export interface FormPage {
  html: string
  /** Lets nothing run or load but the page's own script and style. */
  contentSecurityPolicy: string
}

/** A page that posts a form to Paygate by itself, and by a button where scripts are switched off. */
export function formPage(form: { url: string; fields: Record<string, string> }, language: string): FormPage {
  const nonce = randomBytes(16).toString("base64")
  const text = TEXTS[language] ?? ENGLISH
  const inputs = Object.entries(form.fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("")
  const html = `<!DOCTYPE html>
<html lang="${HTML_LANGUAGE[language] ?? (language in TEXTS ? language.toLowerCase() : "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text.title}</title>
<style nonce="${nonce}">
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; color: #18181b; background: #fafafa }
  main { padding: 2rem; text-align: center }
  button { font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; color: #fff; background: #18181b; cursor: pointer }
  button:focus-visible { outline: 3px solid #a78bfa; outline-offset: 2px }
</style>
</head>
<body>
<main>
<p>${text.wait}</p>
<form method="post" action="${escape(form.url)}">${inputs}<button>${text.button}</button></form>
</main>
<script nonce="${nonce}">document.forms[0].submit()</script>
</body>
</html>
`
  // Browsers hold every redirect after the form against form-action, and Paygate's lead on to Klarna's hosts.
  const contentSecurityPolicy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `form-action https: ${new URL(form.url).origin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
  return { html, contentSecurityPolicy }
}
