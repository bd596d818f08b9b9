import { randomBytes } from "node:crypto"

/** What the page says, by Paygate's own code of the language. The hint is for those whose browser runs no scripts. */
const TEXTS: Record<string, { title: string; wait: string; hint: string; button: string }> = {
  DE: {
    title: "Weiter zu Klarna",
    wait: "Sie werden zu Klarna weitergeleitet",
    hint: "Falls nichts geschieht, nutzen Sie bitte die Schaltfläche.",
    button: "Weiter zu Klarna",
  },
  FR: {
    title: "Vers Klarna",
    wait: "Vous allez être redirigé vers Klarna",
    hint: "Si rien ne se passe, utilisez le bouton.",
    button: "Continuer vers Klarna",
  },
  NL: {
    title: "Naar Klarna",
    wait: "U wordt doorgestuurd naar Klarna",
    hint: "Gebruik de knop als er niets gebeurt.",
    button: "Verder naar Klarna",
  },
  SE: {
    title: "Till Klarna",
    wait: "Du skickas vidare till Klarna",
    hint: "Använd knappen om inget händer.",
    button: "Vidare till Klarna",
  },
  NO: {
    title: "Til Klarna",
    wait: "Du blir sendt videre til Klarna",
    hint: "Bruk knappen hvis ingenting skjer.",
    button: "Gå videre til Klarna",
  },
  DK: {
    title: "Til Klarna",
    wait: "Du sendes videre til Klarna",
    hint: "Brug knappen, hvis der ikke sker noget.",
    button: "Videre til Klarna",
  },
  FI: {
    title: "Klarnaan",
    wait: "Sinut ohjataan Klarnan sivulle",
    hint: "Jos mitään ei tapahdu, käytä painiketta.",
    button: "Jatka Klarnaan",
  },
  ES: {
    title: "A Klarna",
    wait: "Le redirigimos a Klarna",
    hint: "Si no ocurre nada, utilice el botón.",
    button: "Continuar a Klarna",
  },
  IT: {
    title: "A Klarna",
    wait: "Stai per essere reindirizzato a Klarna",
    hint: "Se non succede nulla, usa il pulsante.",
    button: "Continua su Klarna",
  },
  PL: {
    title: "Do Klarna",
    wait: "Nastąpi przekierowanie do Klarna",
    hint: "Jeśli nic się nie dzieje, użyj przycisku.",
    button: "Przejdź do Klarna",
  },
}
const ENGLISH = {
  title: "On to Klarna",
  wait: "You are being taken to Klarna",
  hint: "If nothing happens, please use the button.",
  button: "Continue to Klarna",
}

/** `lang` of a page, by Paygate's code where it is a country's. */
const HTML_LANGUAGE: Record<string, string> = { DK: "da", SE: "sv", NO: "nb" }

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
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${text.wait}</h1>
<p>${text.hint}</p>
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
